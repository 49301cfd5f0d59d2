package io.hydrant.bench.process;

import io.hydrant.standalone.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Map;

/** A Kafka broker in a JVM of its own, so that what it takes is not counted. */
public final class BrokerMain {
    private BrokerMain() {}

    /**
     * Runs it.
     *
     * @param args the broker's folder
     */
    public static void main(String[] args) {
        EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        ChildJvm.endWithParent();
        ChildJvm.answer(Map.of("bootstrapServers", broker.bootstrapServers()));
    }
}
