package io.hydrant.test.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hydrant.core.config.KafkaClusterConfig;
import io.hydrant.standalone.EmbeddedBroker;
import io.hydrant.test.process.FreePort;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is away is waited for: the job does not fail, and loses and doubles nothing. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BrokerOutageIT {
    private static final Instant DAY_1 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant DAY_2 = Instant.parse("2026-01-02T00:00:00Z");

    /** Kafka's clients give a question up after this, so that the outage outlasts several. */
    private static final Map<String, String> IMPATIENT = Map.of(
            "partition.discovery.interval.ms", "300", "default.api.timeout.ms", "1000", "request.timeout.ms", "500");

    private static final Duration OUTAGE = Duration.ofSeconds(6);

    @TempDir
    Path folder;

    @Test
    void theBrokerGoesAwayWhileReadingAndBeforeARestore() throws Exception {
        int port = FreePort.one();
        Path data = folder.resolve("kafka");
        List<String> expected = new ArrayList<>();
        EmbeddedBroker broker = EmbeddedBroker.start(data, port);
        try (Topics topics = new Topics(Map.of("bootstrap.servers", broker.bootstrapServers()));
                TopicStreams streams = new TopicStreams(
                        folder.resolve("data"),
                        new KafkaClusterConfig(broker.bootstrapServers(), null, null, null, IMPATIENT))) {
            topics.create("orders", 2);
            expected.addAll(topics.send("orders", 2, "a", 0, 1000, DAY_2.toEpochMilli()));
            streams.start("orders", "orders", null, DAY_1);
            streams.awaitDelivered("orders", expected);

            broker.close();
            await().pollDelay(OUTAGE).until(() -> true);
            broker = EmbeddedBroker.start(data, port);
            expected.addAll(topics.send("orders", 2, "b", 0, 1000, DAY_2.toEpochMilli()));
            streams.awaitDelivered("orders", expected);
            assertThat(streams.failures("orders")).isZero();

            streams.cancel("orders");
            expected.addAll(topics.send("orders", 2, "c", 0, 1000, DAY_2.toEpochMilli()));
            broker.close();
            streams.restart("orders");
            await().pollDelay(OUTAGE).until(() -> true);
            broker = EmbeddedBroker.start(data, port);
            streams.awaitDelivered("orders", expected);
            assertThat(streams.failures("orders")).isZero();
        } finally {
            broker.close();
        }
    }
}
