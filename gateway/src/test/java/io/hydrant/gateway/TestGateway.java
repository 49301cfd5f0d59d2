package io.hydrant.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.config.GatewayConfig;
import io.hydrant.core.config.LogConfig;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.gateway.auth.SigV4Verifier;
import io.hydrant.gateway.http.GatewayServer;
import io.hydrant.gateway.http.Readiness;
import io.hydrant.gateway.log.IngestLog;
import io.hydrant.gateway.log.KafkaLogTopics;
import io.hydrant.gateway.metrics.GatewayMetrics;
import io.hydrant.gateway.put.PutPlainRecords;
import io.hydrant.gateway.put.PutRecord;
import io.hydrant.gateway.put.PutRecordBatch;
import io.hydrant.gateway.put.Puts;
import io.hydrant.gateway.store.DeliveryStream;
import io.hydrant.gateway.store.StreamStatus;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.FirehoseClientBuilder;

/** The data plane on a real HTTP port, in front of a real log, with streams that exist because a test says so. */
public final class TestGateway implements AutoCloseable {
    public static final String ACCOUNT = "000000000000";

    private final Map<String, DeliveryStream> streams = new ConcurrentHashMap<>();
    private final GatewayMetrics metrics = new GatewayMetrics();
    private final HttpClient http = HttpClient.newHttpClient();
    private final IngestLog log;
    private final KafkaLogTopics topics;
    private final GatewayServer server;

    public TestGateway(GatewayConfig config, LogConfig logConfig) throws Exception {
        log = new IngestLog(logConfig);
        topics = new KafkaLogTopics(logConfig);
        Puts puts = new Puts(
                streams::get,
                log,
                logConfig,
                metrics,
                ACCOUNT,
                config.cloudWatchLogsAccessKeys(),
                InstantSource.system());
        server = GatewayServer.start(
                config,
                new SigV4Verifier(config.credentials(), InstantSource.system()),
                2 * logConfig.maxInFlightBytes(),
                Duration.ofSeconds(10),
                new GatewayServer.Services(
                        List.of(new PutRecord(puts), new PutRecordBatch(puts)),
                        new PutPlainRecords(puts),
                        new Readiness(Map.of("log", topics::check)),
                        metrics,
                        streams::containsKey));
    }

    public static GatewayConfig config(GatewayConfig.Credentials... credentials) {
        return new GatewayConfig("127.0.0.1", 0, List.of(credentials), null, null, null);
    }

    public static LogConfig log(TestBroker broker, Duration timeout) {
        return new LogConfig(broker.bootstrapServers(), null, null, null, null, timeout, null, null, null);
    }

    /** Makes a stream and its topic. */
    public TestGateway withStream(String name) {
        topics.create(name);
        put(name, StreamStatus.ACTIVE);
        return this;
    }

    /** Makes a stream that decompresses its records, and its topic. */
    public TestGateway withDecompressingStream(String name) {
        topics.create(name);
        ObjectNode definition = definition(name).json();
        definition.set("ExtendedS3DestinationConfiguration", definition.remove("S3DestinationConfiguration"));
        definition
                .withObject("/ExtendedS3DestinationConfiguration/ProcessingConfiguration")
                .put("Enabled", true)
                .putArray("Processors")
                .addObject()
                .put("Type", "Decompression");
        put(StreamDefinition.of(definition), StreamStatus.ACTIVE);
        return this;
    }

    public void put(String name, StreamStatus status) {
        put(definition(name), status);
    }

    private void put(StreamDefinition definition, StreamStatus status) {
        String name = definition.name();
        streams.put(
                name,
                new DeliveryStream(
                        name, "arn:" + name, status, 1, 0, Instant.EPOCH, "incarnation-" + name, definition));
    }

    public void remove(String name) {
        streams.remove(name);
    }

    public KafkaLogTopics topics() {
        return topics;
    }

    public URI uri() {
        return server.uri();
    }

    public int port() {
        return server.port();
    }

    /** An SDK client that tries each call once. */
    public FirehoseClient client() {
        return clientBuilder(AwsBasicCredentials.create("AKIDEXAMPLE", "secret"))
                .build();
    }

    public FirehoseClientBuilder clientBuilder(AwsCredentials credentials) {
        return FirehoseClient.builder()
                .endpointOverride(uri())
                .region(Region.US_WEST_2)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .overrideConfiguration(override -> override.retryStrategy(retry -> retry.maxAttempts(1)));
    }

    public HttpResponse<String> post(String path, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri().resolve(path))
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> call(String operation, byte[] body, String... headers) throws Exception {
        String[] all = new String[headers.length + 4];
        all[0] = "X-Amz-Target";
        all[1] = "Firehose_20150804." + operation;
        all[2] = "Content-Type";
        all[3] = "application/x-amz-json-1.1";
        System.arraycopy(headers, 0, all, 4, headers.length);
        return post("/", body, all);
    }

    public HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static StreamDefinition definition(String name) {
        try {
            return StreamDefinition.of((ObjectNode) new JsonMapper().readTree("""
                    {"DeliveryStreamName": "%s", "S3DestinationConfiguration": {
                        "RoleARN": "arn:aws:iam::123456789012:role/r", "BucketARN": "arn:aws:s3:::b"}}
                    """.formatted(name)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        log.close();
        topics.close();
        metrics.close();
    }
}
