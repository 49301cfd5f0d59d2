package io.hydrant.test.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamDescription;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamStatus;
import software.amazon.awssdk.services.firehose.model.DynamicPartitioningConfiguration;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationUpdate;
import software.amazon.awssdk.services.firehose.model.ProcessingConfiguration;
import software.amazon.awssdk.services.firehose.model.Processor;
import software.amazon.awssdk.services.firehose.model.ProcessorParameter;
import software.amazon.awssdk.services.firehose.model.ProcessorParameterName;
import software.amazon.awssdk.services.firehose.model.ProcessorType;
import software.amazon.awssdk.services.firehose.model.Record;

/**
 * A stream whose destination is updated while records are put: another prefix, then processors and partitions, then none of
 * them again. Each record is delivered once, and each object is of one version.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class UpdateDestinationIT {
    private static final String STREAM = "clicks";
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int BATCH = 20;
    private static final String[] PAGES = {"home", "help", "shop"};
    private static final Pattern RECORD = Pattern.compile("\\{\"id\": (\\d+), \"page\": \"(\\w+)\"}");
    private static final Pattern VERSION = Pattern.compile(".*/clicks-(\\d)-[^/]*");
    private static final String DEFINITION = """
            {"DeliveryStreamName": "clicks", "ExtendedS3DestinationConfiguration": {
               "RoleARN": "arn:aws:iam::000000000000:role/r", "BucketARN": "arn:aws:s3:::lake", "Prefix": "first/",
               "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 3}},
             "Hydrant": {"SwitchablePartitioning": true, "SmallPartitionBuffers": true}}
            """;

    @TempDir
    Path folder;

    private FirehoseClient firehose;
    private int put;

    @Test
    void eachRecordIsDeliveredOnceWhateverIsUpdatedMeanwhile() throws Exception {
        try (Service service = Service.start(folder.resolve("data"));
                FirehoseClient client = client(service.endpoint())) {
            firehose = client;
            create(service.endpoint());
            putUntil(() -> delivered(service, 1) > 0);

            update("1", to -> to.prefix("second/"));
            putUntil(() -> delivered(service, 2) > 0);

            update(
                    "2",
                    to -> to.prefix("page=!{partitionKeyFromQuery:page}/")
                            .errorOutputPrefix("failed/")
                            .processingConfiguration(byPage())
                            .dynamicPartitioningConfiguration(partitioned(true)));
            putUntil(() -> delivered(service, 3) > 0);

            update(
                    "3",
                    to -> to.prefix("last/")
                            .processingConfiguration(ProcessingConfiguration.builder()
                                    .enabled(false)
                                    .build())
                            .dynamicPartitioningConfiguration(partitioned(false)));
            putUntil(() -> delivered(service, 4) > 0);

            // Two at once: the second replaces the first.
            update("4", to -> to.prefix("never/"));
            update("5", to -> to.prefix("end/"));
            put();
            assertThat(describe().versionId()).isEqualTo("6");
            assertThat(describe().lastUpdateTimestamp()).isAfter(describe().createTimestamp());
            assertThat(describe().deliveryStreamStatus()).isEqualTo(DeliveryStreamStatus.ACTIVE);
            putUntil(() -> delivered(service, 6) > 0);

            client.deleteDeliveryStream(request -> request.deliveryStreamName(STREAM));
            await().atMost(SOON)
                    .until(() ->
                            client.listDeliveryStreams().deliveryStreamNames().isEmpty());
            check(service);
        }
    }

    private void check(Service service) {
        Map<String, String> objects = objects(service);
        assertThat(ids(String.join("", objects.values())))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, put).boxed().toList());
        assertThat(objects).allSatisfy((key, text) -> {
            switch (version(key)) {
                case 1 -> assertThat(key).startsWith("first/");
                case 2 -> assertThat(key).startsWith("second/");
                case 3 -> assertThat(pages(text)).containsOnly(key.substring("page=".length(), key.indexOf('/')));
                case 4 -> assertThat(key).startsWith("last/");
                case 6 -> assertThat(key).startsWith("end/");
                default ->
                    assertThat(key).as("of a version that was never delivered").isEmpty();
            }
            assertThat(text.contains("\n")).as(key).isEqualTo(version(key) == 3);
        });
        assertThat(folder.resolve("data/checkpoints").resolve(STREAM)).isEmptyDirectory();
    }

    private static ProcessingConfiguration byPage() {
        return ProcessingConfiguration.builder()
                .enabled(true)
                .processors(
                        Processor.builder()
                                .type(ProcessorType.METADATA_EXTRACTION)
                                .parameters(
                                        parameter(ProcessorParameterName.METADATA_EXTRACTION_QUERY, "{page: .page}"),
                                        parameter(ProcessorParameterName.JSON_PARSING_ENGINE, "JQ-1.6"))
                                .build(),
                        Processor.builder()
                                .type(ProcessorType.APPEND_DELIMITER_TO_RECORD)
                                .build())
                .build();
    }

    private static ProcessorParameter parameter(ProcessorParameterName name, String value) {
        return ProcessorParameter.builder()
                .parameterName(name)
                .parameterValue(value)
                .build();
    }

    private static DynamicPartitioningConfiguration partitioned(boolean enabled) {
        return DynamicPartitioningConfiguration.builder().enabled(enabled).build();
    }

    private void update(String version, Consumer<ExtendedS3DestinationUpdate.Builder> to) {
        firehose.updateDestination(request -> request.deliveryStreamName(STREAM)
                .currentDeliveryStreamVersionId(version)
                .destinationId(describe().destinations().get(0).destinationId())
                .extendedS3DestinationUpdate(to));
    }

    private DeliveryStreamDescription describe() {
        return firehose.describeDeliveryStream(request -> request.deliveryStreamName(STREAM))
                .deliveryStreamDescription();
    }

    /** Over the wire as it is: the SDK would leave out what is Hydrant's own. */
    private void create(URI endpoint) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(endpoint)
                                .header("Content-Type", "application/x-amz-json-1.1")
                                .header("X-Amz-Target", "Firehose_20150804.CreateDeliveryStream")
                                .POST(HttpRequest.BodyPublishers.ofString(DEFINITION))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        await().atMost(SOON).until(() -> describe().deliveryStreamStatus() == DeliveryStreamStatus.ACTIVE);
    }

    private interface Condition {
        boolean holds();
    }

    private void putUntil(Condition condition) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(100)).until(() -> {
            put();
            return condition.holds();
        });
    }

    private void put() {
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            String json = "{\"id\": " + put + ", \"page\": \"" + PAGES[put % PAGES.length] + "\"}";
            records.add(Record.builder().data(SdkBytes.fromUtf8String(json)).build());
            put++;
        }
        assertThat(firehose.putRecordBatch(
                                request -> request.deliveryStreamName(STREAM).records(records))
                        .failedPutCount())
                .isZero();
    }

    private static long delivered(Service service, int version) {
        return service.bucket("lake").list().keySet().stream()
                .filter(key -> version(key) == version)
                .count();
    }

    private static int version(String key) {
        Matcher matcher = VERSION.matcher(key);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static Map<String, String> objects(Service service) {
        Map<String, String> objects = new TreeMap<>();
        service.bucket("lake").list().keySet().forEach(key -> objects.put(key, service.text("lake", key)));
        return objects;
    }

    private static List<Integer> ids(String text) {
        return RECORD.matcher(text)
                .results()
                .map(match -> Integer.valueOf(match.group(1)))
                .toList();
    }

    private static List<String> pages(String text) {
        return RECORD.matcher(text).results().map(match -> match.group(2)).toList();
    }

    private static FirehoseClient client(URI endpoint) {
        return FirehoseClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .build();
    }
}
