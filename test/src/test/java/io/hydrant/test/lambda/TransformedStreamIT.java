package io.hydrant.test.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hydrant.test.chaos.Deployment;
import io.hydrant.test.chaos.FolderStore;
import io.hydrant.test.job.LocalService;
import io.hydrant.test.process.Folders;
import io.hydrant.test.process.Repository;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.Record;

/** Streams whose records are transformed, from the put to the bucket, on a cluster to which the job came as its jar. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TransformedStreamIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String DEFINITION = """
            {
              "DeliveryStreamName": "%s",
              "Hydrant": {"SmallPartitionBuffers": true},
              "ExtendedS3DestinationConfiguration": {
                "RoleARN": "arn:aws:iam::000000000000:role/unused",
                "BucketARN": "arn:aws:s3:::%1$s",
                "Prefix": "%s",
                "ErrorOutputPrefix": "failed/!{firehose:error-output-type}/",
                "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 1},
                "S3BackupMode": "Enabled",
                "S3BackupConfiguration": {
                  "RoleARN": "arn:aws:iam::000000000000:role/unused",
                  "BucketARN": "arn:aws:s3:::%1$s",
                  "Prefix": "source/",
                  "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 60}
                },%s
                "ProcessingConfiguration": {"Enabled": true, "Processors": [{"Type": "Lambda", "Parameters": [
                  {"ParameterName": "LambdaArn", "ParameterValue": "%s"},
                  {"ParameterName": "NumberOfRetries", "ParameterValue": "1"},
                  {"ParameterName": "BufferIntervalInSeconds", "ParameterValue": "1"}]}]}
              }
            }
            """;

    private static LambdaServer functions;
    private static Deployment hydrant;
    private static LocalService service;
    private static FirehoseClient client;

    @BeforeAll
    static void start() throws Exception {
        Path folder = Folders.empty(Repository.target().resolve("transformed-stream-it"));
        functions = LambdaServer.start(folder);
        hydrant = Deployment.start(folder, Map.of(), """
                lambda:
                  endpoint: %s
                  accessKey: key
                  secretKey: secret
                  pluginDirectory: %s
                  functions:
                    logs: {plugin: cloudwatch-logs}
                """.formatted(functions.endpoint(), PlugInFolder.make(folder)));
        await().atMost(Duration.ofMinutes(2)).until(hydrant::isReady);
        service = new LocalService(
                hydrant.endpoint().getPort(), hydrant.flink().rest().getPort());
        client = FirehoseClient.builder()
                .endpointOverride(hydrant.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .httpClient(ApacheHttpClient.create())
                .build();
    }

    @AfterAll
    static void stop() throws Exception {
        if (client != null) {
            client.close();
        }
        if (hydrant != null) {
            hydrant.close();
        }
        if (functions != null) {
            functions.close();
        }
    }

    /** A function of the Lambda service says to which partition each record belongs. */
    @Test
    void aFunctionTransformsAndRoutes() throws Exception {
        create(
                "fruit",
                "first=!{partitionKeyFromLambda:first}/",
                "\"DynamicPartitioningConfiguration\": {\"Enabled\": true},",
                "keys");
        put("fruit", bytes("apple "), bytes("banana "), bytes("poison"), bytes("avocado "));

        awaitObjects("fruit", Map.of("first=a/", "APPLE AVOCADO ", "first=b/", "BANANA "), bytes("poison"), "keys");
        drain("fruit");
        assertThat(objects("fruit")).containsEntry("source/", "apple banana poisonavocado ");
    }

    @Test
    void aPlugInStandsInForAFunction() throws Exception {
        create("logs", "data/", "", "logs");
        byte[] document =
                gzip("{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{\"message\":\"one\"},{\"message\":\"two\"}]}");
        put("logs", gzip("{\"messageType\":\"CONTROL_MESSAGE\"}"), document, bytes("no gzip"));

        awaitObjects("logs", Map.of("data/", "one\ntwo\n"), bytes("no gzip"), "logs");
        drain("logs");
    }

    private static void create(String stream, String prefix, String partitioning, String function) {
        service.create(DEFINITION
                .formatted(stream, prefix, partitioning, LambdaServer.arn(function))
                .getBytes(UTF_8));
        await().atMost(SOON).until(() -> service.isActive(stream));
    }

    private static void put(String stream, byte[]... records) {
        var put = client.putRecordBatch(batch -> batch.deliveryStreamName(stream)
                .records(Arrays.stream(records)
                        .map(record -> Record.builder()
                                .data(SdkBytes.fromByteArray(record))
                                .build())
                        .toList()));
        assertThat(put.failedPutCount()).isZero();
    }

    private static void drain(String stream) {
        service.delete(stream);
        await().atMost(SOON).until(() -> !service.names().contains(stream));
    }

    private static void awaitObjects(String bucket, Map<String, String> expected, byte[] failed, String function) {
        await().atMost(SOON).untilAsserted(() -> {
            Map<String, String> objects = objects(bucket);
            assertThat(objects).containsAllEntriesOf(expected);
            assertThat(objects).containsKey("failed/processing-failed/");
        });
        assertThat(objects(bucket).get("failed/processing-failed/"))
                .matches(
                        "\\{\"attemptsMade\":1,\"arrivalTimestamp\":\\d{13},\"errorCode\":\"Lambda.ProcessingFailedStatus\","
                                + "\"errorMessage\":\"ProcessingFailed status set for record\",\"attemptEndingTimestamp\":\\d{13},"
                                + "\"rawData\":\"" + Base64.getEncoder().encodeToString(failed) + "\",\"lambdaArn\":\""
                                + LambdaServer.arn(function) + "\"\\}\n");
    }

    /** What is in each folder of a bucket, without the dates in its name. */
    private static Map<String, String> objects(String bucket) {
        FolderStore store = new FolderStore(hydrant.bucket(bucket));
        Map<String, String> contents = new TreeMap<>();
        for (String key : store.list().keySet()) {
            String folder =
                    key.substring(0, key.lastIndexOf('/') + 1).replaceFirst("\\d{4}/\\d\\d/\\d\\d/\\d\\d/$", "");
            try (InputStream in = store.open(key)) {
                contents.merge(folder, new String(in.readAllBytes(), UTF_8), String::concat);
            } catch (IOException e) {
                throw new AssertionError(key, e);
            }
        }
        return contents;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
