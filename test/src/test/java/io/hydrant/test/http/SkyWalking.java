package io.hydrant.test.http;

import static org.awaitility.Awaitility.await;

import io.hydrant.test.process.ChildJvm;
import io.hydrant.test.process.FreePort;
import io.hydrant.test.process.Repository;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Apache SkyWalking's receiver of Firehose's requests, as a process. It takes metric streams of CloudWatch. */
final class SkyWalking implements AutoCloseable {
    /** Where it takes requests. */
    static final String TARGET = "/aws/firehose/metrics";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ChildJvm process;
    private final String address;

    private SkyWalking(ChildJvm process, int port) {
        this.process = process;
        this.address = "http://127.0.0.1:" + port;
    }

    /** Starts it; returns when it takes requests. Its log is in the folder. */
    static SkyWalking start(Path folder) {
        Path module = Repository.root().resolve("test/skywalking/target");
        if (!Files.isDirectory(module.resolve("lib"))) {
            throw new IllegalStateException(module + "/lib is missing; mvn package makes it");
        }
        int port = FreePort.one();
        ChildJvm process = new ChildJvm(
                "skywalking",
                folder,
                List.of(
                        module.resolve("classes").toString(),
                        module.resolve("lib") + "/*",
                        Repository.target().resolve("test-classes").toString()),
                List.of("-Xmx128m"),
                Map.of(),
                "io.hydrant.test.skywalking.ReceiverMain",
                Integer.toString(port));
        process.start();
        SkyWalking skyWalking = new SkyWalking(process, port);
        await().atMost(Duration.ofMinutes(1))
                .failFast("it runs", () -> !process.isAlive())
                .ignoreExceptions()
                .until(() -> skyWalking.received().isEmpty());
        return skyWalking;
    }

    /** Where requests go. */
    String url() {
        return address + TARGET;
    }

    /** The names of the metrics that it found in all records so far. */
    List<String> received() throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(address + "/received"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .toList();
    }

    /** A record of a metric stream: a metric that has nothing but a name, in OpenTelemetry's format 0.7. */
    static String metric(String name) {
        byte[] metrics = field(1, field(2, field(2, field(1, name.getBytes(StandardCharsets.US_ASCII)))));
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        record.write(metrics.length);
        record.writeBytes(metrics);
        return record.toString(StandardCharsets.US_ASCII);
    }

    /** A field of protobuf with so many bytes, less than 128. */
    private static byte[] field(int number, byte[] contents) {
        ByteArrayOutputStream field = new ByteArrayOutputStream();
        field.write(number << 3 | 2);
        field.write(contents.length);
        field.writeBytes(contents);
        return field.toByteArray();
    }

    @Override
    public void close() {
        process.close();
    }
}
