package io.hydrant.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hydrant.core.config.GatewayConfig;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.config.InvalidConfigurationException;
import io.hydrant.gateway.deploy.UnmanagedJobs;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseAsyncClient;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamDescription;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamStatus;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamType;
import software.amazon.awssdk.services.firehose.model.FirehoseException;
import software.amazon.awssdk.services.firehose.model.InvalidArgumentException;
import software.amazon.awssdk.services.firehose.model.KinesisStreamSourceDescription;
import software.amazon.awssdk.services.firehose.model.ResourceNotFoundException;

/** The whole gateway with its store and its log; jobs are nobody's. */
class GatewayTest {
    private static final AwsCredentials ALICE = AwsBasicCredentials.create("AKIDALICE", "alices secret");
    private static final AwsCredentials BOB = AwsSessionCredentials.create("ASIABOB", "bobs secret", "bobs/token==");

    private static final String ROLE = "arn:aws:iam::123456789012:role/r";
    private static final String ORDERS = "arn:aws:kinesis:us-east-1:123456789012:stream/orders";

    @TempDir
    static Path brokerFolder;

    private static TestBroker broker;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        broker = new TestBroker(brokerFolder);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private HydrantConfig config(GatewayConfig.Credentials... credentials) {
        return new HydrantConfig(
                null,
                null,
                folder,
                TestGateway.config(credentials),
                TestGateway.log(broker, Duration.ofSeconds(10)),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static FirehoseClient client(URI endpoint, AwsCredentials credentials) {
        return FirehoseClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .overrideConfiguration(override -> override.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    private static void create(FirehoseClient client, String name) {
        client.createDeliveryStream(create -> create.deliveryStreamName(name)
                .s3DestinationConfiguration(
                        s3 -> s3.roleARN("arn:aws:iam::123456789012:role/r").bucketARN("arn:aws:s3:::bucket")));
    }

    private static void put(FirehoseClient client, String name, String data) {
        client.putRecord(
                put -> put.deliveryStreamName(name).record(record -> record.data(SdkBytes.fromUtf8String(data))));
    }

    @Test
    void aStreamTakesRecordsFromItsCreationOnAndOutlivesTheGateway() {
        try (Gateway gateway = Gateway.start(config(), new UnmanagedJobs());
                FirehoseClient client = client(gateway.uri(), ALICE)) {
            create(client, "lives");
            put(client, "lives", "straight after create");
            await().atMost(20, TimeUnit.SECONDS)
                    .until(() -> client.describeDeliveryStream(describe -> describe.deliveryStreamName("lives"))
                                    .deliveryStreamDescription()
                                    .deliveryStreamStatus()
                            == DeliveryStreamStatus.ACTIVE);
        }

        try (Gateway gateway = Gateway.start(config(), new UnmanagedJobs());
                FirehoseClient client = client(gateway.uri(), ALICE)) {
            assertThat(client.listDeliveryStreams().deliveryStreamNames()).containsExactly("lives");
            put(client, "lives", "after a restart");
            assertThat(broker.read("hydrant.lives")).hasSize(2);
        }
    }

    @Test
    void aStreamInDeletionTakesNoMoreRecords() {
        try (Gateway gateway = Gateway.start(config(), new UnmanagedJobs());
                FirehoseClient client = client(gateway.uri(), ALICE)) {
            create(client, "dies");
            await().atMost(20, TimeUnit.SECONDS)
                    .until(() -> client.describeDeliveryStream(describe -> describe.deliveryStreamName("dies"))
                                    .deliveryStreamDescription()
                                    .deliveryStreamStatus()
                            == DeliveryStreamStatus.ACTIVE);

            client.deleteDeliveryStream(delete -> delete.deliveryStreamName("dies"));

            assertThatThrownBy(() -> put(client, "dies", "too late")).isInstanceOf(ResourceNotFoundException.class);
        }
    }

    @Test
    void aStreamThatReadsFromKinesisTakesNoPuts() throws Exception {
        try (Gateway gateway = Gateway.start(config(), new UnmanagedJobs());
                FirehoseClient client = client(gateway.uri(), ALICE)) {
            Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            client.createDeliveryStream(create -> create.deliveryStreamName("reads")
                    .deliveryStreamType(DeliveryStreamType.KINESIS_STREAM_AS_SOURCE)
                    .kinesisStreamSourceConfiguration(
                            kinesis -> kinesis.kinesisStreamARN(ORDERS).roleARN(ROLE))
                    .s3DestinationConfiguration(s3 -> s3.roleARN(ROLE).bucketARN("arn:aws:s3:::bucket")));
            await().atMost(20, TimeUnit.SECONDS)
                    .until(() -> describe(client, "reads").deliveryStreamStatus() == DeliveryStreamStatus.ACTIVE);

            DeliveryStreamDescription described = describe(client, "reads");
            assertThat(described.deliveryStreamType()).isEqualTo(DeliveryStreamType.KINESIS_STREAM_AS_SOURCE);
            KinesisStreamSourceDescription source = described.source().kinesisStreamSourceDescription();
            assertThat(source.kinesisStreamARN()).isEqualTo(ORDERS);
            assertThat(source.roleARN()).isEqualTo(ROLE);
            assertThat(source.deliveryStartTimestamp()).isBetween(before, Instant.now());
            String refused = "This operation is not permitted on KinesisStreamAsSource delivery stream type.";
            assertThatThrownBy(() -> put(client, "reads", "r"))
                    .isInstanceOfSatisfying(
                            InvalidArgumentException.class,
                            e -> assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(refused));
            assertThatThrownBy(() -> client.putRecordBatch(batch -> batch.deliveryStreamName("reads")
                            .records(record -> record.data(SdkBytes.fromUtf8String("r")))))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining(refused);
            HttpResponse<String> plain = plainPut(gateway.uri(), "reads");
            assertThat(plain.statusCode()).isEqualTo(400);
            assertThat(plain.body()).contains("InvalidArgumentException", refused);
            assertThat(broker.topics()).doesNotContain("hydrant.reads");

            client.deleteDeliveryStream(delete -> delete.deliveryStreamName("reads"));
            await().atMost(20, TimeUnit.SECONDS)
                    .until(() ->
                            client.listDeliveryStreams().deliveryStreamNames().isEmpty());
        }
    }

    private static DeliveryStreamDescription describe(FirehoseClient client, String name) {
        return client.describeDeliveryStream(describe -> describe.deliveryStreamName(name))
                .deliveryStreamDescription();
    }

    @Test
    void whoHasNoCredentialsIsTurnedAwayAtEveryDoorButHealth() throws Exception {
        HydrantConfig config = config(
                new GatewayConfig.Credentials("AKIDALICE", "alices secret", null),
                new GatewayConfig.Credentials("ASIABOB", "bobs secret", "bobs/token=="));
        try (Gateway gateway = Gateway.start(config, new UnmanagedJobs());
                FirehoseClient alice = client(gateway.uri(), ALICE);
                FirehoseClient mallory = client(gateway.uri(), AwsBasicCredentials.create("AKIDALICE", "guess"));
                FirehoseClient stranger = client(gateway.uri(), AwsBasicCredentials.create("AKIDOTHER", "x"));
                FirehoseAsyncClient bob = FirehoseAsyncClient.builder()
                        .endpointOverride(gateway.uri())
                        .region(Region.US_WEST_2)
                        .credentialsProvider(StaticCredentialsProvider.create(BOB))
                        .build()) {
            create(alice, "guarded");
            put(alice, "guarded", "alice's");
            bob.putRecord(put -> put.deliveryStreamName("guarded")
                            .record(record -> record.data(SdkBytes.fromUtf8String("bob's"))))
                    .get(20, TimeUnit.SECONDS);

            assertThatThrownBy(() -> put(mallory, "guarded", "mallory's"))
                    .isInstanceOfSatisfying(
                            FirehoseException.class,
                            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidSignatureException"));
            assertThatThrownBy(() -> put(stranger, "guarded", "a stranger's"))
                    .hasMessageContaining("The security token included in the request is invalid.");
            assertThat(plainPut(gateway.uri(), "guarded").body()).contains("MissingAuthenticationTokenException");
            assertThat(get(gateway.uri().resolve("/readyz")).statusCode()).isEqualTo(200);
            assertThat(broker.read("hydrant.guarded")).hasSize(2);
        }
    }

    @Test
    void operationsThatHydrantDoesNotHaveAreRefusedByName() {
        try (Gateway gateway = Gateway.start(config(), new UnmanagedJobs());
                FirehoseClient client = client(gateway.uri(), ALICE)) {
            assertThatThrownBy(() -> client.tagDeliveryStream(tag ->
                            tag.deliveryStreamName("s").tags(t -> t.key("k").value("v"))))
                    .hasMessageContaining("TagDeliveryStream");
        }
    }

    @Test
    void whatCannotStartSaysWhyInOneLineAndLeavesNothingOpen() {
        HydrantConfig nowhere = new HydrantConfig(
                null, null, folder, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

        assertThatThrownBy(() -> Gateway.start(nowhere, new UnmanagedJobs()))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("log.bootstrapServers");
        try (Gateway running = Gateway.start(config(), new UnmanagedJobs())) {
            HydrantConfig samePort = new HydrantConfig(
                    null,
                    null,
                    folder.resolve("other"),
                    new GatewayConfig("127.0.0.1", running.port(), null, null, null, null),
                    TestGateway.log(broker, Duration.ofSeconds(10)),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> Gateway.start(samePort, new UnmanagedJobs()))
                        .isInstanceOf(InvalidConfigurationException.class)
                        .hasMessageStartingWith("gateway.port: cannot listen on 127.0.0.1:" + running.port());
            }
        }
    }

    private static HttpResponse<String> plainPut(URI gateway, String stream) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/v1/streams/" + stream + "/records"))
                .POST(HttpRequest.BodyPublishers.ofString("unsigned"))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
