package io.hydrant.test.kinesis;

import static org.awaitility.Awaitility.await;

import io.hydrant.test.process.Folders;
import io.hydrant.test.process.NodeProject;
import io.hydrant.test.process.Repository;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.HashKeyRange;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/**
 * kinesalite, a Kinesis server for Node.js, as a process that can be killed and comes back with its data.
 */
public final class KinesisServer implements AutoCloseable {
    /** Where the servers are; {@link #install} puts them there. */
    static final Path INSTALLED = Repository.target().resolve("kinesis");

    private static final List<String> FILES = List.of("package.json", "package-lock.json", ".npmrc", "server.js");

    private final Path data;
    private final Path log;
    private final KinesisClient client;
    private Process process;
    private final int port;

    private KinesisServer(Path folder) throws IOException {
        this.data = folder.resolve("kinesis-data");
        this.log = folder.resolve("kinesis.log");
        this.process = run(0);
        this.port = port(process);
        this.client = KinesisClient.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .httpClient(ApacheHttpClient.create())
                .build();
    }

    /**
     * Installs it if need be and starts it; returns when it takes requests.
     *
     * @param folder for its data and its log; data that is there is dropped
     */
    public static KinesisServer start(Path folder) throws IOException, InterruptedException {
        install();
        Folders.delete(folder.resolve("kinesis-data"));
        return new KinesisServer(folder);
    }

    /** Installs this server, and the one of {@link FanOutServer}, if they are not there yet. */
    static void install() throws IOException, InterruptedException {
        Path unused = NodeProject.install("kinesis", FILES, "kinesis-local");
    }

    private Process run(int onPort) throws IOException {
        return new ProcessBuilder("node", "server.js", Integer.toString(onPort), data.toString())
                .directory(INSTALLED.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private static int port(Process server) throws IOException {
        BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null || !line.startsWith("port ")) {
            throw new IOException("the Kinesis server did not start: " + line);
        }
        return Integer.parseInt(line.substring(5));
    }

    /** Where the Kinesis API is. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The real SDK's client; closed with the server. */
    public KinesisClient client() {
        return client;
    }

    /** Members of {@code hydrant.yaml} that say where it is; shards are read and looked for often. */
    public String configuration() {
        return """
                kinesis:
                  endpoint: %s
                  accessKey: key
                  secretKey: secret
                  pollInterval: 200 ms
                  shardDiscoveryInterval: 500 ms
                """.formatted(endpoint());
    }

    /**
     * Makes it refuse the next calls, whoever makes them.
     *
     * @param operation such as {@code GetRecords}
     * @param error such as {@code ProvisionedThroughputExceededException}
     * @param status HTTP status: 400 for what is the caller's fault, 500 for what is its own
     * @param times how many calls
     */
    public void refuse(String operation, String error, int status, int times) throws IOException, InterruptedException {
        String refusal = "{\"operation\": \"%s\", \"error\": \"%s\", \"status\": %d, \"times\": %d}"
                .formatted(operation, error, status, times);
        HttpRequest request = HttpRequest.newBuilder(endpoint().resolve("/refusals"))
                .POST(BodyPublishers.ofString(refusal))
                .build();
        HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
    }

    /** Makes a stream; returns when it can be used. */
    public void createStream(String name, int shards) {
        client.createStream(create -> create.streamName(name).shardCount(shards));
        awaitActive(name);
    }

    /** Splits a shard in the middle; returns when that is done. */
    public void split(String stream, String shardId) {
        HashKeyRange range = client.listShards(list -> list.streamName(stream)).shards().stream()
                .filter(shard -> shard.shardId().equals(shardId))
                .findFirst()
                .orElseThrow()
                .hashKeyRange();
        BigInteger sum = new BigInteger(range.startingHashKey()).add(new BigInteger(range.endingHashKey()));
        client.splitShard(split -> split.streamName(stream)
                .shardToSplit(shardId)
                .newStartingHashKey(sum.shiftRight(1).toString()));
        awaitActive(stream);
    }

    /** Merges two neighbours; returns when that is done. */
    public void merge(String stream, String shardId, String neighbour) {
        client.mergeShards(
                merge -> merge.streamName(stream).shardToMerge(shardId).adjacentShardToMerge(neighbour));
        awaitActive(stream);
    }

    /** Returns when a stream that was made, split or merged can be used. */
    public void awaitActive(String stream) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> client.describeStreamSummary(ask -> ask.streamName(stream))
                                .streamDescriptionSummary()
                                .streamStatus()
                        == StreamStatus.ACTIVE);
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts it again, with its data and on its port; returns when it takes requests. */
    public void restart() throws IOException {
        process = run(port);
        port(process);
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly();
    }
}
