package io.hydrant.bench.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A Kafka broker in a JVM of its own. */
public final class Broker implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(1);

    private final ChildJvm jvm;
    private final String bootstrapServers;

    /** @param work its log and its data go there; returns when it takes requests */
    public Broker(Path work) {
        this.jvm = ChildJvm.start(
                work,
                "broker",
                List.of("-Xmx1g"),
                BrokerMain.class.getName(),
                work.resolve("kafka").toString());
        this.bootstrapServers =
                jvm.awaitAnswer(START_LIMIT).get("bootstrapServers").asText();
    }

    /** Where it is. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        jvm.close();
    }
}
