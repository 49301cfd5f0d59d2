package io.hydrant.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hydrant.standalone.demo.Delivered;
import io.hydrant.standalone.demo.Events;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.CompressionFormat;
import software.amazon.awssdk.services.firehose.model.Record;

@Timeout(600)
class ServeCommandTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Events events = new Events(Instant.parse("2026-03-01T12:00:00Z"));

    @TempDir
    Path folder;

    private Path data;
    private Path conf;

    @BeforeEach
    void configure() throws IOException {
        data = folder.resolve("a folder 100% ours");
        conf = Files.writeString(folder.resolve("hydrant.yaml"), "flink:\n  restPort: 0\n  checkpointInterval: 1 s\n");
    }

    @Test
    void streamsAndUndeliveredRecordsOutliveAStopAndAKill() throws Exception {
        try (ServeProcess serve = ServeProcess.start(data, conf);
                FirehoseClient firehose = client(serve.uri())) {
            create(firehose, "soon", 1);
            create(firehose, "late", 900);
            put(firehose, "late", 0, 300);
            put(firehose, "soon", 0, 400);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(delivered("soon", 400).missing()).isEmpty());
            serve.stop();
        }

        try (ServeProcess serve = ServeProcess.start(data, conf);
                FirehoseClient firehose = client(serve.uri())) {
            assertThat(firehose.listDeliveryStreams().deliveryStreamNames()).containsExactly("late", "soon");
            put(firehose, "late", 300, 600);
            put(firehose, "soon", 400, 800);
            serve.kill();
        }

        try (ServeProcess serve = ServeProcess.start(data, conf);
                FirehoseClient firehose = client(serve.uri())) {
            put(firehose, "late", 600, 1000);
            firehose.deleteDeliveryStream(request -> request.deliveryStreamName("late"));
            await().atMost(PATIENCE)
                    .until(() ->
                            firehose.listDeliveryStreams().deliveryStreamNames().equals(List.of("soon")));
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(delivered("soon", 800).missing()).isEmpty());
            serve.stop();
        }
        assertThat(delivered("late", 1000).exactlyOnce()).isTrue();
        assertThat(delivered("soon", 800).exactlyOnce()).isTrue();
    }

    private static void create(FirehoseClient firehose, String stream, int intervalSeconds) {
        firehose.createDeliveryStream(request -> request.deliveryStreamName(stream)
                .extendedS3DestinationConfiguration(s3 -> s3.bucketARN("arn:aws:s3:::" + stream)
                        .roleARN("arn:aws:iam::000000000000:role/test")
                        .prefix("a prefix/")
                        .bufferingHints(hints -> hints.sizeInMBs(5).intervalInSeconds(intervalSeconds))
                        .compressionFormat(CompressionFormat.GZIP)));
    }

    private void put(FirehoseClient firehose, String stream, int from, int to) {
        List<Record> records = IntStream.range(from, to)
                .mapToObj(number -> Record.builder()
                        .data(SdkBytes.fromByteArray(events.event(number)))
                        .build())
                .toList();
        var response = firehose.putRecordBatch(
                request -> request.deliveryStreamName(stream).records(records));
        assertThat(response.failedPutCount()).isZero();
    }

    private Delivered delivered(String stream, int count) {
        return Delivered.read(data.resolve("s3").resolve(stream).resolve("a prefix"), events, count);
    }

    private static FirehoseClient client(URI endpoint) {
        return FirehoseClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
    }
}
