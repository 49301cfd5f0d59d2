package io.hydrant.test.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.test.process.FreePort;
import io.hydrant.test.process.SelfSigned;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A broker that lets nobody in who does not sign in: with a certificate at one port, with SCRAM or IAM at another. Its own
 * certificate is signed by nobody else.
 */
final class SecureBroker implements AutoCloseable {
    static final String USER = "sales";
    /** All that a JAAS configuration could stumble over. */
    static final String PASSWORD = "p\"a\\s;s='w ord";

    static final String STORE_PASSWORD = "of-a-test";

    private final KafkaRaftServer server;
    private final Path store;
    private final int tlsPort = FreePort.one();
    private final int saslPort = FreePort.one();

    SecureBroker(Path folder) throws Exception {
        Files.createDirectories(folder);
        this.store = folder.resolve("store.p12");
        Path data = folder.resolve("data");
        SelfSigned.make(store, STORE_PASSWORD);
        IamSaslServer.register();
        format(data);
        this.server = new KafkaRaftServer(new KafkaConfig(properties(data)), Time.SYSTEM);
        server.startup();
    }

    String tlsServers() {
        return "127.0.0.1:" + tlsPort;
    }

    String saslServers() {
        return "127.0.0.1:" + saslPort;
    }

    /** What a client needs to know to trust the broker. */
    Map<String, String> trust() {
        return Map.of("ssl.truststore.location", store.toString(), "ssl.truststore.password", STORE_PASSWORD);
    }

    /** What a client needs to be trusted by its certificate, and to trust the broker. */
    Map<String, String> certificate() {
        Map<String, String> settings = new HashMap<>(trust());
        settings.put("ssl.keystore.location", store.toString());
        settings.put("ssl.keystore.password", STORE_PASSWORD);
        return settings;
    }

    private static void format(Path data) throws Exception {
        new Formatter()
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString())
                .setScramArguments(List.of("SCRAM-SHA-512=[name=" + USER + ",password=\"" + PASSWORD + "\"]"))
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
                .run();
    }

    private Map<String, String> properties(Path data) {
        int controllerPort = FreePort.one();
        Map<String, String> properties = new HashMap<>(certificate());
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("log.dirs", data.toString());
        properties.put(
                "listeners",
                "SSL://" + tlsServers() + ",SASL_SSL://" + saslServers() + ",CONTROLLER://127.0.0.1:" + controllerPort);
        properties.put("listener.security.protocol.map", "SSL:SSL,SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT");
        properties.put("inter.broker.listener.name", "SSL");
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        properties.put("listener.name.ssl.ssl.client.auth", "required");
        properties.put("listener.name.sasl_ssl.sasl.enabled.mechanisms", "SCRAM-SHA-512," + IamSaslServer.MECHANISM);
        properties.put(
                "listener.name.sasl_ssl.aws_msk_iam.sasl.jaas.config",
                "software.amazon.msk.auth.iam.IAMLoginModule required;");
        properties.put(
                "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(2 << 20));
        return properties;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
