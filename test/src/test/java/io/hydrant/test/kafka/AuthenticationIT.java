package io.hydrant.test.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.config.KafkaClusterConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Delivery streams sign in to a broker that lets nobody else in. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AuthenticationIT {
    private static final Instant DAY_1 = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    static Path folder;

    private static SecureBroker broker;
    private static List<String> lines;

    @BeforeAll
    static void start() throws Exception {
        broker = new SecureBroker(folder.resolve("kafka"));
        Map<String, String> settings = new HashMap<>(broker.certificate());
        settings.put("bootstrap.servers", broker.tlsServers());
        settings.put("security.protocol", "SSL");
        try (Topics topics = new Topics(settings)) {
            topics.create("orders", 1);
            lines = topics.send("orders", 1, "a", 0, 100, DAY_1.toEpochMilli());
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void withACertificate() {
        delivers("tls", new KafkaClusterConfig(broker.tlsServers(), "TLS", null, null, broker.certificate()));
    }

    @Test
    void withAPasswordAndScram() {
        delivers(
                "scram",
                new KafkaClusterConfig(
                        broker.saslServers(), "SCRAM", SecureBroker.USER, SecureBroker.PASSWORD, broker.trust()));
    }

    @Test
    void withIamAndTheCredentialsOfTheEnvironment() {
        Map<String, String> environment = Map.of(
                "aws.accessKeyId", IamSaslServer.ACCESS_KEY,
                "aws.secretAccessKey", IamSaslServer.SECRET_KEY,
                "aws.region", IamSaslServer.REGION);
        environment.forEach(System::setProperty);
        try {
            delivers("iam", new KafkaClusterConfig(broker.saslServers(), "IAM", null, null, broker.trust()));
        } finally {
            environment.keySet().forEach(System::clearProperty);
        }
    }

    private static void delivers(String stream, KafkaClusterConfig cluster) {
        try (TopicStreams streams = new TopicStreams(folder.resolve(stream), cluster)) {
            streams.start(stream, "orders", null, DAY_1);
            streams.awaitDelivered(stream, lines);
            assertThat(streams.failures(stream)).isZero();
        }
    }
}
