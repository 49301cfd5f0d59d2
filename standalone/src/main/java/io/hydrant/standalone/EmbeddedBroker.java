package io.hydrant.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka cluster of one node inside this JVM: broker and KRaft controller in one, on the loopback address only.
 *
 * <p>What it acknowledges is on disk: each append is flushed first, so topics outlive {@link #close}, {@code kill -9} and
 * a power cut. Unless told otherwise its ports are free ones and differ from start to start; only the folder matters.
 * When the folder's disk fails, Kafka halts the JVM rather than answer for data it cannot keep.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final String HOST = "127.0.0.1";
    private static final String NODE_ID = "1";
    private static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final int START_ATTEMPTS = 3;

    /** The largest message: a whole PutRecordBatch with room for its framing. */
    private static final int MAX_MESSAGE_BYTES = 16 << 20;

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts the broker on a folder, formatting it if it is new, and returns when it takes requests (about a second).
     *
     * @param directory the broker's folder, created if need be; one running broker per folder
     * @throws UncheckedIOException if the folder cannot be written
     * @throws IllegalStateException if Kafka does not start
     */
    public static EmbeddedBroker start(Path directory) {
        return start(directory, 0);
    }

    /** As {@link #start(Path)}, on a port that clients in other processes know beforehand; 0 for any free one. */
    public static EmbeddedBroker start(Path directory, int fixedPort) {
        Path folder = directory.toAbsolutePath().normalize();
        format(folder);
        RuntimeException failure = new IllegalStateException("no attempt was made");
        for (int attempt = 1; attempt <= START_ATTEMPTS; attempt++) {
            int port = fixedPort == 0 ? freePort() : fixedPort;
            KafkaRaftServer server =
                    new KafkaRaftServer(new KafkaConfig(properties(folder, port, freePort())), Time.SYSTEM);
            try {
                server.startup();
                LOGGER.info("Kafka listens on {}:{}, data in {}", HOST, port, folder);
                return new EmbeddedBroker(server, port);
            } catch (RuntimeException e) {
                // Somebody may have taken the port after we found it free: try other ones.
                server.shutdown();
                failure = new IllegalStateException("Kafka did not start in " + folder + ": " + e.getMessage(), e);
                LOGGER.info("Kafka did not start, attempt {} of {}", attempt, START_ATTEMPTS, e);
            }
        }
        throw failure;
    }

    /** Kafka's {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** Stops the broker; topics stay in its folder. Returns when it has stopped (well under a second when idle). */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path folder) {
        try {
            Files.createDirectories(folder);
            if (Files.exists(folder.resolve("meta.properties"))) {
                return;
            }
            new Formatter()
                    .setNodeId(Integer.parseInt(NODE_ID))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName(CONTROLLER_LISTENER)
                    .setMetadataLogDirectory(folder.toString())
                    .addDirectory(folder.toString())
                    .setIgnoreFormatted(true)
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the Kafka folder " + folder + ": " + e.getMessage(), e);
        } catch (Exception e) {
            throw new IllegalStateException("cannot format the Kafka folder " + folder + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, String> properties(Path folder, int port, int controllerPort) {
        Map<String, String> properties = new HashMap<>();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", NODE_ID);
        properties.put("log.dirs", folder.toString());
        properties.put(
                "listeners", "PLAINTEXT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("controller.listener.names", CONTROLLER_LISTENER);
        properties.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
        // After a kill -9 the controller waits this long before it takes the node back.
        properties.put("broker.session.timeout.ms", "2000");
        properties.put("broker.heartbeat.interval.ms", "500");

        // Durable: an acknowledged write is on disk.
        properties.put("log.flush.interval.messages", "1");
        properties.put("auto.create.topics.enable", "false");
        properties.put("message.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));

        // One node: internal topics cannot have the usual three replicas, and groups need not wait for members.
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");

        // Small: threads and buffers of one laptop, not of a rack.
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "4");
        properties.put("num.recovery.threads.per.data.dir", "2");
        properties.put("background.threads", "2");
        properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(2 << 20));
        properties.put("log.cleaner.io.buffer.size", Integer.toString(64 << 10));
        properties.put("log.segment.bytes", Integer.toString(256 << 20));
        properties.put("log.segment.delete.delay.ms", "1000");
        properties.put("log.index.size.max.bytes", Integer.toString(1 << 20));
        properties.put("metadata.max.idle.interval.ms", "5000");
        return properties;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free TCP port on " + HOST, e);
        }
    }
}
