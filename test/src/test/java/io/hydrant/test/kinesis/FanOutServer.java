package io.hydrant.test.kinesis;

import static org.awaitility.Awaitility.await;

import io.hydrant.core.config.KinesisConfig;
import io.hydrant.test.process.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/**
 * Kinesis Mock as a process, which knows enhanced fan-out: kinesalite does not. Its plain port speaks HTTP/2 with clients
 * that begin with it, as the connector's does.
 */
final class FanOutServer implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String KEY = "key";
    private static final String SECRET = "secret";

    private final Process process;
    private final URI endpoint;
    private final KinesisClient client;

    private FanOutServer(Process process, int port) {
        this.process = process;
        this.endpoint = URI.create("http://127.0.0.1:" + port);
        this.client = KinesisClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, SECRET)))
                .httpClient(ApacheHttpClient.create())
                .build();
    }

    /** Installs it if need be and starts it, without data; returns when it takes requests. Its log is in the folder. */
    static FanOutServer start(Path folder) throws IOException, InterruptedException {
        KinesisServer.install();
        List<Integer> ports = FreePort.some(2);
        ProcessBuilder node = new ProcessBuilder("node", "main.js")
                .directory(KinesisServer.INSTALLED
                        .resolve("node_modules/kinesis-local")
                        .toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("fan-out-server.log").toFile());
        node.environment().put("KINESIS_MOCK_PLAIN_PORT", ports.get(0).toString());
        node.environment().put("KINESIS_MOCK_TLS_PORT", ports.get(1).toString());
        node.environment().put("LOG_LEVEL", "WARN");
        Process process = node.start();
        try {
            await().atMost(LIMIT).failFast("it runs", () -> !process.isAlive()).until(() -> listens(ports.get(0)));
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
        return new FanOutServer(process, ports.get(0));
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** The real SDK's client; closed with the server. */
    KinesisClient client() {
        return client;
    }

    /** A deployment that reads it by fan-out. */
    KinesisConfig configuration() {
        return new KinesisConfig(
                endpoint.toString(),
                null,
                KEY,
                SECRET,
                null,
                true,
                "LATEST",
                Duration.ofMillis(100),
                Duration.ofMillis(200));
    }

    /** Makes a stream; returns its ARN when it can be used. */
    String createStream(String name, int shards) {
        client.createStream(create -> create.streamName(name).shardCount(shards));
        awaitActive(name);
        return client.describeStreamSummary(ask -> ask.streamName(name))
                .streamDescriptionSummary()
                .streamARN();
    }

    /** Returns when a stream that was made or split can be used. */
    void awaitActive(String stream) {
        await().atMost(LIMIT)
                .until(() -> client.describeStreamSummary(ask -> ask.streamName(stream))
                                .streamDescriptionSummary()
                                .streamStatus()
                        == StreamStatus.ACTIVE);
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly();
    }
}
