package io.hydrant.gateway.api;

import static io.hydrant.gateway.store.TestStreams.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.clients.glue.GlueCatalog;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.format.SchemaReference;
import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.core.model.Operation;
import io.hydrant.core.model.ServiceModel;
import io.hydrant.core.model.ShapeValidator;
import io.hydrant.core.schema.Column;
import io.hydrant.gateway.log.FakeTopics;
import io.hydrant.gateway.store.DeliveryStream;
import io.hydrant.gateway.store.StoredStreams;
import io.hydrant.gateway.store.StreamStatus;
import io.hydrant.gateway.store.StreamStore;
import io.hydrant.gateway.store.TestStreams;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdateDestinationTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-06T07:08:09.123Z"), ZoneOffset.UTC);
    private static final String WHERE =
            "\"RoleARN\": \"arn:aws:iam::123456789012:role/r\", \"BucketARN\": \"arn:aws:s3:::b\"";
    private static final String FUNCTION = "{\"Type\": \"Lambda\", \"Parameters\": [{\"ParameterName\": \"LambdaArn\","
            + " \"ParameterValue\": \"arn:aws:lambda:us-east-1:123456789012:function:f\"}]}";
    private static final String PARTITIONED = ", \"Prefix\": \"!{partitionKeyFromLambda:k}/\", \"ErrorOutputPrefix\":"
            + " \"e/\", \"ProcessingConfiguration\": {\"Enabled\": true, \"Processors\": [" + FUNCTION + "]}"
            + ", \"DynamicPartitioningConfiguration\": {\"Enabled\": true}";

    private StreamStore store;
    private StoredStreams streams;
    private Map<String, ApiOperation> operations;

    @BeforeEach
    void open(@TempDir Path folder) {
        store = StreamStore.open(TestStreams.config(folder));
        streams = new StoredStreams(store);
        GlueCatalog glue = new GlueCatalog(HydrantConfig.defaults().glue(), "us-east-1");
        operations =
                ControlOperations.of(HydrantConfig.defaults(), store, streams, new FakeTopics(), glue, CLOCK).stream()
                        .collect(Collectors.toMap(ApiOperation::name, Function.identity()));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void replacesWhatIsNamedAndKeepsTheRest() {
        create(", \"Prefix\": \"p/\", \"BufferingHints\": {\"SizeInMBs\": 7, \"IntervalInSeconds\": 77}", "");
        update("1", "\"Prefix\": \"q/\", \"CompressionFormat\": \"GZIP\"");
        JsonNode description = describe();
        assertThat(description.path("VersionId").asText()).isEqualTo("2");
        assertThat(description.path("DeliveryStreamStatus").asText()).isEqualTo("ACTIVE");
        assertThat(description.path("LastUpdateTimestamp")).hasToString("1778051289.123");
        JsonNode s3 = destination(description);
        assertThat(s3.path("Prefix").asText()).isEqualTo("q/");
        assertThat(s3.path("CompressionFormat").asText()).isEqualTo("GZIP");
        assertThat(s3.path("BufferingHints")).hasToString("{\"SizeInMBs\":7,\"IntervalInSeconds\":77}");
        assertThat(streams.find("clicks").status()).isEqualTo(StreamStatus.UPDATING);
        assertThat(streams.find("clicks").status().acceptingRecords()).isTrue();
        assertThat(store.get("clicks").deployed().definition().s3().prefix()).isEqualTo("p/");

        update("2", "\"BucketARN\": \"arn:aws:s3:::c\"");
        assertThat(describe().path("VersionId").asText()).isEqualTo("3");
        assertThat(destination(describe()).path("Prefix").asText()).isEqualTo("q/");
    }

    @Test
    void anOlderDestinationTakesBothUpdates() {
        DeliveryStream stream = stream("clicks", StreamStatus.ACTIVE, 'a');
        store.insert(stream);
        call(input("1", "\"S3DestinationUpdate\": {\"Prefix\": \"q/\"}"));
        assertThat(store.get("clicks").definition().json().has("S3DestinationConfiguration"))
                .isTrue();
        update("2", "\"FileExtension\": \".json\"");
        JsonNode s3 = destination(describe());
        assertThat(s3.path("Prefix").asText()).isEqualTo("q/");
        assertThat(s3.path("FileExtension").asText()).isEqualTo(".json");
        call(input("3", "\"S3DestinationUpdate\": {\"Prefix\": \"r/\"}"));
        assertThat(store.get("clicks").definition().s3().extension()).isEqualTo(".json");
    }

    @Test
    void replacesProcessingAsAWholeAndSwitchesItOffUnlessItSaysEnabled() {
        create("", "");
        update("1", "\"ProcessingConfiguration\": {\"Enabled\": true, \"Processors\": [" + FUNCTION + "]}");
        assertThat(destination(describe()).path("ProcessingConfiguration"))
                .hasToString("{\"Enabled\":true,\"Processors\":[{\"Type\":\"Lambda\",\"Parameters\":["
                        + parameter("LambdaArn", "arn:aws:lambda:us-east-1:123456789012:function:f") + ","
                        + parameter("NumberOfRetries", "3") + ","
                        + parameter("RoleArn", "arn:aws:iam::123456789012:role/r") + ","
                        + parameter("BufferSizeInMBs", "1") + "," + parameter("BufferIntervalInSeconds", "60")
                        + "]}]}");
        update("2", "\"Prefix\": \"p/\"");
        assertThat(store.get("clicks").definition().processing().isNone()).isFalse();
        update("3", "\"ProcessingConfiguration\": {\"Processors\": [" + FUNCTION + "]}");
        assertThat(store.get("clicks").definition().processing().isNone()).isTrue();
        assertThat(destination(describe())
                        .at("/ProcessingConfiguration/Enabled")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void switchesABackupOnAndMergesItButNeverSwitchesItOff() {
        create("", "");
        assertThat(refused("1", "\"S3BackupMode\": \"Enabled\""))
                .hasMessage("S3BackupConfiguration is missing: S3BackupMode Enabled needs it");
        update("1", "\"S3BackupMode\": \"Enabled\", \"S3BackupUpdate\": {" + WHERE + ", \"Prefix\": \"raw/\"}");
        update("2", "\"S3BackupUpdate\": {\"CompressionFormat\": \"ZIP\"}");
        JsonNode s3 = destination(describe());
        assertThat(s3.path("S3BackupMode").asText()).isEqualTo("Enabled");
        assertThat(s3.path("S3BackupDescription"))
                .hasToString("{\"RoleARN\":\"arn:aws:iam::123456789012:role/r\",\"BucketARN\":\"arn:aws:s3:::b\","
                        + "\"Prefix\":\"raw/\",\"CompressionFormat\":\"ZIP\","
                        + "\"BufferingHints\":{\"SizeInMBs\":5,\"IntervalInSeconds\":300},"
                        + "\"EncryptionConfiguration\":{\"NoEncryptionConfig\":\"NoEncryption\"},"
                        + "\"CloudWatchLoggingOptions\":{\"Enabled\":false}}");
        assertThat(refused("3", "\"S3BackupMode\": \"Disabled\""))
                .hasMessage("S3BackupMode cannot be changed from Enabled to Disabled");
    }

    @Test
    void partitioningStaysAsItWasCreated() {
        create(PARTITIONED, "");
        JsonNode s3 = destination(describe());
        assertThat(s3.path("DynamicPartitioningConfiguration"))
                .hasToString("{\"Enabled\":true,\"RetryOptions\":{\"DurationInSeconds\":300}}");
        assertThat(s3.path("BufferingHints")).hasToString("{\"SizeInMBs\":128,\"IntervalInSeconds\":300}");
        update(
                "1",
                "\"Prefix\": \"k=!{partitionKeyFromLambda:k}/\","
                        + " \"DynamicPartitioningConfiguration\": {\"RetryOptions\": {\"DurationInSeconds\": 5}}");
        assertThat(destination(describe()).path("DynamicPartitioningConfiguration"))
                .hasToString("{\"Enabled\":true,\"RetryOptions\":{\"DurationInSeconds\":5}}");
        assertThat(refused("2", "\"Prefix\": \"p/\", \"DynamicPartitioningConfiguration\": {\"Enabled\": false}"))
                .hasMessageStartingWith("DynamicPartitioningConfiguration.Enabled cannot be changed from true: ");
        assertThat(refused("2", "\"Prefix\": \"p/\"")).hasMessageContaining("should contain Dynamic Partitioning");
    }

    @Test
    void partitioningIsSwitchedOnAndOffIfTheDefinitionAllowsIt() {
        create("", ", \"Hydrant\": {\"SwitchablePartitioning\": true}");
        update("1", PARTITIONED.substring(2));
        assertThat(store.get("clicks").definition().partitioning()).isNotNull();
        update(
                "2",
                "\"Prefix\": \"p/\", \"ProcessingConfiguration\": {\"Enabled\": false},"
                        + " \"DynamicPartitioningConfiguration\": {\"Enabled\": false}");
        assertThat(store.get("clicks").definition().partitioning()).isNull();
        assertThat(store.get("clicks").definition().switchablePartitioning()).isTrue();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "2|destinationId-000000000001|\"ExtendedS3DestinationUpdate\": {}|CONCURRENT_MODIFICATION|Cannot update firehose: clicks since the current version id: 1 and specified version id: 2 do not match",
                "01|destinationId-000000000001|\"ExtendedS3DestinationUpdate\": {}|CONCURRENT_MODIFICATION|Cannot update firehose: clicks since",
                "1|destinationId-000000000002|\"ExtendedS3DestinationUpdate\": {}|INVALID_ARGUMENT|Destination Id destinationId-000000000002 not found",
                "1|destinationId-000000000001||INVALID_ARGUMENT|Exactly one destination configuration is supported for a Firehose",
                "1|destinationId-000000000001|\"ExtendedS3DestinationUpdate\": {}, \"S3DestinationUpdate\": {}|INVALID_ARGUMENT|Exactly one destination configuration",
                "1|destinationId-000000000001|\"IcebergDestinationUpdate\": {}|INVALID_ARGUMENT|Hydrant does not support IcebergDestinationUpdate yet.",
                "1|destinationId-000000000001|\"ExtendedS3DestinationUpdate\": {\"BufferingHints\": {\"SizeInMBs\": 5}}|INVALID_ARGUMENT|must be given together",
                "1|destinationId-000000000001|\"ExtendedS3DestinationUpdate\": {\"S3BackupMode\": \"Enabled\", \"S3BackupUpdate\": {}}|VALIDATION|s3BackupConfiguration.roleARN",
                "1|destinationId-000000000001|\"ExtendedS3DestinationUpdate\": {\"DataFormatConversionConfiguration\": {\"Enabled\": true}}|INVALID_ARGUMENT|InputFormatConfiguration must not be null",
            })
    void refusesWhatCannotBe(String version, String destination, String update, ErrorCode code, String message) {
        create("", "");
        String more = update == null ? "" : ", " + update;
        FirehoseException refused =
                refused("{\"DeliveryStreamName\": \"clicks\", \"CurrentDeliveryStreamVersionId\": \"" + version
                        + "\", \"DestinationId\": \"" + destination + "\"" + more + "}");
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused).hasMessageContaining(message);
        assertThat(store.get("clicks").versionId()).isEqualTo(1);
    }

    @Test
    void refusesStreamsThatAreNotThereOrComeOrGo() {
        assertThat(refused("1", "").code()).isEqualTo(ErrorCode.RESOURCE_NOT_FOUND);
        store.insert(stream("clicks", StreamStatus.CREATING, 'a'));
        assertThat(refused("1", "").code()).isEqualTo(ErrorCode.RESOURCE_IN_USE);
        store.updateStatus(store.get("clicks"), StreamStatus.DELETING);
        assertThat(refused("1", "")).hasMessageContaining("clicks is in DELETING state");
    }

    @Test
    void refusesToChangeHydrantsOwnMembersButTheSchema() {
        create("", ", \"Hydrant\": {\"OutputFormat\": \"CSV\", " + schema("page string") + "}");
        for (String members :
                List.of("", "\"OutputFormat\": \"JSON\"", schema("a int") + ", \"OutputFormat\": \"CSV\"")) {
            assertThat(refused(input("1", "\"ExtendedS3DestinationUpdate\": {}, \"Hydrant\": {" + members + "}")))
                    .hasMessage(
                            "Hydrant cannot be updated but for its Schema: what else it says is fixed when a stream is"
                                    + " created");
        }
        assertThat(refused(
                        input("1", "\"ExtendedS3DestinationUpdate\": {}, \"Hydrant\": {" + schema("a set<int>") + "}")))
                .hasMessageContaining("column 'a': type 'set' cannot be written");
        call(input("1", "\"ExtendedS3DestinationUpdate\": {}, \"Hydrant\": {" + schema("page string, age int") + "}"));
        assertThat(store.get("clicks").definition().conversion().schema())
                .isInstanceOfSatisfying(
                        SchemaReference.Given.class,
                        given -> assertThat(given.schema().columns())
                                .extracting(Column::name)
                                .containsExactly("page", "age"));
    }

    private static String schema(String columns) {
        return "\"Schema\": {\"HiveDdl\": \"CREATE TABLE t (" + columns + ")\"}";
    }

    @Test
    void aStreamIsDeletedWithinAnUpdate() {
        create("", "");
        update("1", "");
        call("DeleteDeliveryStream", "{\"DeliveryStreamName\": \"clicks\"}");
        assertThat(store.get("clicks").status()).isEqualTo(StreamStatus.DELETING);
        assertThat(store.get("clicks").deployed().versionId()).isEqualTo(1);
    }

    private static String parameter(String name, String value) {
        return "{\"ParameterName\":\"" + name + "\",\"ParameterValue\":\"" + value + "\"}";
    }

    @Test
    void mergesFormatConversionAndChecksWhatComesOfIt() {
        String conversion = "\"DataFormatConversionConfiguration\": ";
        create(
                ", " + conversion + "{\"InputFormatConfiguration\": {\"Deserializer\": {\"OpenXJsonSerDe\": {}}},"
                        + " \"OutputFormatConfiguration\": {\"Serializer\": {\"ParquetSerDe\": {\"Compression\": \"GZIP\"}}}}",
                ", \"Hydrant\": {\"Schema\": {\"HiveDdl\": \"CREATE TABLE t (page string)\"}}");
        update(
                "1",
                conversion + "{\"OutputFormatConfiguration\": {\"Serializer\": {\"ParquetSerDe\":"
                        + " {\"PageSizeBytes\": 65536}}}}");
        assertThat(serializer()).hasToString("{\"ParquetSerDe\":{\"Compression\":\"GZIP\",\"PageSizeBytes\":65536}}");
        update("2", conversion + "{\"OutputFormatConfiguration\": {\"Serializer\": {\"OrcSerDe\": {}}}}");
        assertThat(serializer()).hasToString("{\"OrcSerDe\":{}}");
        assertThat(store.get("clicks").definition().s3().extension()).isEqualTo(".orc");
        assertThat(refused("3", "\"CompressionFormat\": \"GZIP\""))
                .hasMessageStartingWith("The S3 destination's compression format must be set to UNCOMPRESSED");
        assertThat(refused("3", conversion + "{\"SchemaConfiguration\": {\"TableName\": \"t\"}}"))
                .hasMessage("SchemaConfiguration and Hydrant.Schema both say what the columns are; keep one of them");
        update("3", "\"CompressionFormat\": \"GZIP\", " + conversion + "{\"Enabled\": false}");
        assertThat(store.get("clicks").definition().conversion()).isNull();
        assertThat(serializer()).hasToString("{\"OrcSerDe\":{}}");
    }

    private JsonNode serializer() {
        return destination(describe()).at("/DataFormatConversionConfiguration/OutputFormatConfiguration/Serializer");
    }

    private void create(String members, String streamMembers) {
        call(
                "CreateDeliveryStream",
                "{\"DeliveryStreamName\": \"clicks\", \"ExtendedS3DestinationConfiguration\": {" + WHERE + members + "}"
                        + streamMembers + "}");
        store.updateStatus(store.get("clicks"), StreamStatus.ACTIVE);
        streams.refresh();
    }

    private void update(String version, String members) {
        call(input(version, "\"ExtendedS3DestinationUpdate\": {" + members + "}"));
    }

    private static String input(String version, String update) {
        return "{\"DeliveryStreamName\": \"clicks\", \"CurrentDeliveryStreamVersionId\": \"" + version
                + "\", \"DestinationId\": \"destinationId-000000000001\", " + update + "}";
    }

    private JsonNode describe() {
        return call("DescribeDeliveryStream", "{\"DeliveryStreamName\": \"clicks\"}")
                .path("DeliveryStreamDescription");
    }

    private static JsonNode destination(JsonNode description) {
        return description.at("/Destinations/0/ExtendedS3DestinationDescription");
    }

    private FirehoseException refused(String version, String members) {
        return refused(input(version, "\"ExtendedS3DestinationUpdate\": {" + members + "}"));
    }

    private FirehoseException refused(String input) {
        try {
            call(input);
        } catch (FirehoseException e) {
            return e;
        }
        throw new AssertionError("accepted: " + input);
    }

    private void call(String input) {
        assertThat(call("UpdateDestination", input)).isEmpty();
    }

    /** Calls as the server does, and holds the answer against Amazon's model. */
    private JsonNode call(String name, String json) {
        Operation operation = ServiceModel.firehose().operation(name);
        try {
            JsonNode input = MAPPER.readTree(json);
            ShapeValidator.check(operation.input(), input);
            ApiOperation called = operations.get(name);
            ObjectNode answer = called.call(called.input(operation.input(), (ObjectNode) input));
            ShapeValidator.check(operation.output(), answer);
            assertThat(ShapeValidator.unknownMembers(operation.output(), answer))
                    .isEmpty();
            return answer;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
