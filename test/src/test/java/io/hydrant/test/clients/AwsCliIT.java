package io.hydrant.test.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.test.process.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A delivery stream's life by {@code aws firehose}. */
class AwsCliIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DESTINATION = """
            {"RoleARN": "arn:aws:iam::123456789012:role/firehose", "BucketARN": "arn:aws:s3:::cli-bucket",
             "Prefix": "cli/", "ErrorOutputPrefix": "errors/",
             "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 60}, "CompressionFormat": "UNCOMPRESSED"}""";

    @TempDir
    Path folder;

    @Test
    void aStreamLivesFromCreateToDelete() throws Exception {
        Tool aws = Tool.aws();
        try (Service service = Service.start(folder.resolve("data"))) {
            Cli firehose = new Cli(aws, folder, service.endpoint().toString());

            JsonNode created = firehose.call(
                    "create-delivery-stream",
                    "--delivery-stream-name",
                    "cli",
                    "--extended-s3-destination-configuration",
                    DESTINATION);
            JsonNode put = firehose.call("put-record", "--delivery-stream-name", "cli", "--record", "Data=b25lCg==");
            // --records Data=... would be taken for base64 text itself, by this version of the tool.
            JsonNode batch = firehose.call(
                    "put-record-batch", "--delivery-stream-name", "cli", "--records", "dHdvCg==", "dGhyZWUK");

            assertThat(created.path("DeliveryStreamARN").asText()).endsWith(":deliverystream/cli");
            assertThat(put.path("RecordId").asText()).isNotEmpty();
            assertThat(batch.path("FailedPutCount").asInt(-1)).isZero();
            assertThat(batch.path("RequestResponses")).hasSize(2);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> firehose.status("cli").equals("ACTIVE"));
            JsonNode described = firehose.call("describe-delivery-stream", "--delivery-stream-name", "cli")
                    .path("DeliveryStreamDescription");
            assertThat(described
                            .at("/Destinations/0/ExtendedS3DestinationDescription/BufferingHints/IntervalInSeconds")
                            .asInt(-1))
                    .isEqualTo(60);
            assertThat(firehose.names()).containsExactly("cli");

            firehose.call("delete-delivery-stream", "--delivery-stream-name", "cli");
            await().atMost(Duration.ofSeconds(60)).until(() -> firehose.names().isEmpty());
            // Deleting the stream delivered what it had buffered.
            assertThat(service.contents("cli-bucket").lines()).containsExactlyInAnyOrder("one", "two", "three");
            assertThat(service.bucket("cli-bucket").list().keySet()).allMatch(key -> key.startsWith("cli/"));
            Tool.Output refused = firehose.run("put-record", "--delivery-stream-name", "cli", "--record", "Data=YQ==");
            assertThat(refused.exit()).isNotZero();
            assertThat(refused.err()).contains("(ResourceNotFoundException)");
        }
    }

    /** The tool checks the file against its own, older model before it sends anything. */
    @Test
    void theExampleOfTheReadmeIsTaken() throws Exception {
        Tool aws = Tool.aws();
        Path example = Repository.root().resolve("conf/streams/clicks.json");
        try (Service service = Service.start(folder.resolve("data"))) {
            Cli firehose = new Cli(aws, folder, service.endpoint().toString());

            firehose.call("create-delivery-stream", "--cli-input-json", "file://" + example);

            assertThat(firehose.names()).containsExactly("clicks");
        }
    }

    /** {@code aws firehose} at one endpoint. */
    private record Cli(Tool aws, Path home, String endpoint) {
        JsonNode call(String... arguments) throws Exception {
            String out = run(arguments).succeeded();
            return JSON.readTree(out.isBlank() ? "{}" : out);
        }

        List<String> names() throws Exception {
            List<String> names = new ArrayList<>();
            call("list-delivery-streams").path("DeliveryStreamNames").forEach(name -> names.add(name.asText()));
            return names;
        }

        String status(String name) throws Exception {
            return call("describe-delivery-stream", "--delivery-stream-name", name)
                    .at("/DeliveryStreamDescription/DeliveryStreamStatus")
                    .asText();
        }

        Tool.Output run(String... arguments) throws Exception {
            List<String> all = new ArrayList<>(
                    List.of("firehose", "--endpoint-url", endpoint, "--region", "us-east-1", "--output", "json"));
            all.addAll(List.of(arguments));
            return aws.run(home, all);
        }
    }
}
