package io.hydrant.gateway.api;

import static io.hydrant.gateway.store.TestStreams.kinesisStream;
import static io.hydrant.gateway.store.TestStreams.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.config.ConfigReader;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.definition.KinesisStream;
import io.hydrant.core.definition.StartingPosition;
import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.core.model.Operation;
import io.hydrant.core.model.ServiceModel;
import io.hydrant.core.model.ShapeValidator;
import io.hydrant.gateway.log.FakeTopics;
import io.hydrant.gateway.store.DeliveryStream;
import io.hydrant.gateway.store.StoredStreams;
import io.hydrant.gateway.store.StreamStatus;
import io.hydrant.gateway.store.StreamStore;
import io.hydrant.gateway.store.TestStreams;
import java.io.IOException;
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
import org.junit.jupiter.params.provider.ValueSource;

class ControlOperationsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-06T07:08:09.123Z"), ZoneOffset.UTC);
    private static final HydrantConfig CONFIG =
            ConfigReader.fromJson("{\"kafka\": {\"clusters\": {\"sales\": {\"bootstrapServers\": \"b:1\"}}}}");
    private static final String WHERE =
            "\"RoleARN\": \"arn:aws:iam::123456789012:role/r\", \"BucketARN\": \"arn:aws:s3:::b\"";

    private static final String KINESIS =
            "\"KinesisStreamARN\":\"arn:aws:kinesis:us-east-1:123456789012:stream/orders\","
                    + "\"RoleARN\":\"arn:aws:iam::123456789012:role/r\"";

    private final FakeTopics topics = new FakeTopics();
    private FakeGlue glue;
    private StreamStore store;
    private StoredStreams streams;
    private Map<String, ApiOperation> operations;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        store = StreamStore.open(TestStreams.config(folder));
        streams = new StoredStreams(store);
        glue = new FakeGlue();
        operations = ControlOperations.of(CONFIG, store, streams, topics, glue.catalog(), CLOCK).stream()
                .collect(Collectors.toMap(ApiOperation::name, Function.identity()));
    }

    @AfterEach
    void close() {
        store.close();
        glue.close();
    }

    @Test
    void createsAStreamThatTakesRecordsAtOnce() {
        JsonNode answer = create("clicks", "");
        assertThat(answer)
                .hasToString(
                        "{\"DeliveryStreamARN\":\"arn:aws:firehose:us-east-1:000000000000:deliverystream/clicks\"}");
        assertThat(topics.topics).containsExactly("clicks");
        assertThat(streams.find("clicks").status()).isEqualTo(StreamStatus.CREATING);
        assertThat(streams.find("clicks").status().acceptingRecords()).isTrue();
        assertThat(streams.find("clicks").incarnation()).matches("[0-9a-f]{16}");
    }

    @Test
    void createsANameOnlyOnce() {
        create("clicks", "");
        FirehoseException refused = refused("CreateDeliveryStream", definition("clicks", ""));
        assertThat(refused.code()).isEqualTo(ErrorCode.RESOURCE_IN_USE);
        assertThat(refused).hasMessage("Firehose clicks under accountId 000000000000 already exists");
    }

    @Test
    void givesARecreatedStreamAnotherIncarnation() {
        create("clicks", "");
        DeliveryStream first = store.get("clicks");
        store.delete(first);
        create("clicks", "");
        assertThat(store.get("clicks").incarnation()).isNotEqualTo(first.incarnation());
    }

    @Test
    void refusesABadDefinitionAndLeavesNothingBehind() {
        FirehoseException refused = refused("CreateDeliveryStream", "{\"DeliveryStreamName\": \"clicks\"}");
        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(topics.topics).isEmpty();
        assertThat(store.list()).isEmpty();
    }

    @Test
    void describesAStreamWithAmazonsDefaults() throws Exception {
        create("clicks", "");
        JsonNode expected = MAPPER.readTree("""
                {"DeliveryStreamDescription": {
                  "DeliveryStreamName": "clicks",
                  "DeliveryStreamARN": "arn:aws:firehose:us-east-1:000000000000:deliverystream/clicks",
                  "DeliveryStreamStatus": "CREATING",
                  "DeliveryStreamType": "DirectPut",
                  "VersionId": "1",
                  "CreateTimestamp": 1778051289.123,
                  "DeliveryStreamEncryptionConfiguration": {"Status": "DISABLED"},
                  "Destinations": [{
                    "DestinationId": "destinationId-000000000001",
                    "S3DestinationDescription": {
                      "RoleARN": "arn:aws:iam::123456789012:role/r", "BucketARN": "arn:aws:s3:::b",
                      "BufferingHints": {"SizeInMBs": 5, "IntervalInSeconds": 300},
                      "CompressionFormat": "UNCOMPRESSED",
                      "EncryptionConfiguration": {"NoEncryptionConfig": "NoEncryption"},
                      "CloudWatchLoggingOptions": {"Enabled": false}},
                    "ExtendedS3DestinationDescription": {
                      "RoleARN": "arn:aws:iam::123456789012:role/r", "BucketARN": "arn:aws:s3:::b",
                      "BufferingHints": {"SizeInMBs": 5, "IntervalInSeconds": 300},
                      "CompressionFormat": "UNCOMPRESSED",
                      "EncryptionConfiguration": {"NoEncryptionConfig": "NoEncryption"},
                      "CloudWatchLoggingOptions": {"Enabled": false},
                      "S3BackupMode": "Disabled"}}],
                  "HasMoreDestinations": false}}
                """);
        // As text: whether a number was read as decimal or as double is no difference to a caller.
        assertThat(MAPPER.readTree(describe("clicks").toString())).isEqualTo(expected);
    }

    @Test
    void describesWhatWasGiven() {
        call(
                "CreateDeliveryStream",
                "{\"DeliveryStreamName\": \"views\", \"DirectPutSourceConfiguration\": {\"ThroughputHintInMBs\": 3},"
                        + " \"ExtendedS3DestinationConfiguration\": {" + WHERE
                        + ", \"Prefix\": \"p/\", \"ErrorOutputPrefix\": \"e/\", \"FileExtension\": \".json\","
                        + " \"CustomTimeZone\": \"Asia/Tokyo\", \"CompressionFormat\": \"Snappy\","
                        + " \"BufferingHints\": {\"SizeInMBs\": 1, \"IntervalInSeconds\": 0}}}");
        JsonNode description = describe("views").path("DeliveryStreamDescription");
        assertThat(description
                        .at("/Source/DirectPutSourceDescription/ThroughputHintInMBs")
                        .asInt())
                .isEqualTo(3);
        JsonNode extended = description.at("/Destinations/0/ExtendedS3DestinationDescription");
        assertThat(extended.path("Prefix").asText()).isEqualTo("p/");
        assertThat(extended.path("FileExtension").asText()).isEqualTo(".json");
        assertThat(extended.path("CustomTimeZone").asText()).isEqualTo("Asia/Tokyo");
        assertThat(extended.at("/BufferingHints/IntervalInSeconds").asInt(-1)).isZero();
        JsonNode older = description.at("/Destinations/0/S3DestinationDescription");
        assertThat(older.path("CompressionFormat").asText()).isEqualTo("Snappy");
        assertThat(older.has("FileExtension")).isFalse();
    }

    @Test
    void describesFormatConversionAsItWasGiven() throws Exception {
        create(
                "clicks",
                ", \"DataFormatConversionConfiguration\": {"
                        + "\"InputFormatConfiguration\": {\"Deserializer\": {\"OpenXJsonSerDe\":"
                        + " {\"ColumnToJsonKeyMappings\": {\"page\": \"Page\"}}}},"
                        + " \"OutputFormatConfiguration\": {\"Serializer\": {\"ParquetSerDe\": {}}},"
                        + " \"SchemaConfiguration\": {\"RoleARN\": \"arn:aws:iam::123456789012:role/r\","
                        + " \"DatabaseName\": \"web\", \"TableName\": \"clicks\"}}");
        JsonNode destination = describe("clicks").at("/DeliveryStreamDescription/Destinations/0");
        JsonNode extended = destination.path("ExtendedS3DestinationDescription");
        assertThat(extended.path("DataFormatConversionConfiguration")).isEqualTo(MAPPER.readTree("""
                        {"SchemaConfiguration": {"RoleARN": "arn:aws:iam::123456789012:role/r",
                                                 "DatabaseName": "web", "TableName": "clicks"},
                         "InputFormatConfiguration": {"Deserializer": {"OpenXJsonSerDe":
                           {"ColumnToJsonKeyMappings": {"page": "Page"}}}},
                         "OutputFormatConfiguration": {"Serializer": {"ParquetSerDe": {}}},
                         "Enabled": true}
                        """));
        assertThat(extended.path("BufferingHints")).hasToString("{\"SizeInMBs\":128,\"IntervalInSeconds\":300}");
        assertThat(destination.path("S3DestinationDescription").has("DataFormatConversionConfiguration"))
                .isFalse();

        create("plain", ", \"DataFormatConversionConfiguration\": {\"Enabled\": false}");
        assertThat(describe("plain")
                        .at("/DeliveryStreamDescription/Destinations/0/ExtendedS3DestinationDescription"
                                + "/DataFormatConversionConfiguration"))
                .hasToString("{\"Enabled\":false}");
    }

    @Test
    void hasNoDestinationBehindTheOnlyOne() {
        create("clicks", "");
        JsonNode after = call(
                "DescribeDeliveryStream",
                "{\"DeliveryStreamName\": \"clicks\", \"ExclusiveStartDestinationId\": \"destinationId-000000000001\"}");
        assertThat(after.at("/DeliveryStreamDescription/Destinations")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DescribeDeliveryStream", "DeleteDeliveryStream"})
    void saysThatThereIsNoSuchStream(String operation) {
        FirehoseException refused = refused(operation, "{\"DeliveryStreamName\": \"absent\"}");
        assertThat(refused.code()).isEqualTo(ErrorCode.RESOURCE_NOT_FOUND);
        assertThat(refused).hasMessage("Firehose absent under account 000000000000 not found.");
    }

    @Test
    void listsNamesAPageAtATime() {
        for (int i = 12; i > 0; i--) {
            store.insert(stream(String.format("s%02d", i), StreamStatus.ACTIVE, 'a'));
        }
        assertThat(call("ListDeliveryStreams", "{}"))
                .hasToString(
                        "{\"DeliveryStreamNames\":[\"s01\",\"s02\",\"s03\",\"s04\",\"s05\",\"s06\",\"s07\",\"s08\","
                                + "\"s09\",\"s10\"],\"HasMoreDeliveryStreams\":true}");
        assertThat(call("ListDeliveryStreams", "{\"ExclusiveStartDeliveryStreamName\": \"s10\"}"))
                .hasToString("{\"DeliveryStreamNames\":[\"s11\",\"s12\"],\"HasMoreDeliveryStreams\":false}");
        assertThat(call("ListDeliveryStreams", "{\"ExclusiveStartDeliveryStreamName\": \"s1\", \"Limit\": 2}"))
                .hasToString("{\"DeliveryStreamNames\":[\"s10\",\"s11\"],\"HasMoreDeliveryStreams\":true}");
        assertThat(call("ListDeliveryStreams", "{\"Limit\": 12, \"DeliveryStreamType\": \"DirectPut\"}")
                        .path("HasMoreDeliveryStreams")
                        .asBoolean())
                .isFalse();
        assertThat(call("ListDeliveryStreams", "{\"DeliveryStreamType\": \"MSKAsSource\"}"))
                .hasToString("{\"DeliveryStreamNames\":[],\"HasMoreDeliveryStreams\":false}");
    }

    @Test
    void stopsTakingRecordsWhenAStreamIsDeleted() {
        store.insert(stream("clicks", StreamStatus.ACTIVE, 'a'));
        assertThat(call("DeleteDeliveryStream", "{\"DeliveryStreamName\": \"clicks\", \"AllowForceDelete\": true}"))
                .isEmpty();
        assertThat(streams.find("clicks").status().acceptingRecords()).isFalse();
        assertThat(describe("clicks")
                        .at("/DeliveryStreamDescription/DeliveryStreamStatus")
                        .asText())
                .isEqualTo("DELETING");
        // Again, while it is going.
        assertThat(call("DeleteDeliveryStream", "{\"DeliveryStreamName\": \"clicks\"}"))
                .isEmpty();
        assertThat(refused("CreateDeliveryStream", definition("clicks", "")).code())
                .isEqualTo(ErrorCode.RESOURCE_IN_USE);
    }

    @Test
    void readsFromAKinesisStreamWithoutATopic() {
        createReader("orders", "Kinesis", KINESIS, "");
        assertThat(topics.asked).isEmpty();
        assertThat(source("orders")).hasToString("{\"KinesisStreamSourceDescription\":{" + KINESIS + "}}");

        store.beginDelivery(store.get("orders"), CLOCK.instant().plusSeconds(1));
        assertThat(source("orders"))
                .hasToString("{\"KinesisStreamSourceDescription\":{" + KINESIS
                        + ",\"DeliveryStartTimestamp\":1778051290.123}}");
        assertThat(describe("orders")
                        .at("/DeliveryStreamDescription/DeliveryStreamType")
                        .asText())
                .isEqualTo("KinesisStreamAsSource");
        create("clicks", "");
        assertThat(call("ListDeliveryStreams", "{\"DeliveryStreamType\": \"KinesisStreamAsSource\"}"))
                .hasToString("{\"DeliveryStreamNames\":[\"orders\"],\"HasMoreDeliveryStreams\":false}");
    }

    @Test
    void readsATopicOfAClusterThatTheConfigurationKnows() {
        createReader("orders", "MSK", msk("sales") + ",\"ReadFromTimestamp\":1.7e9", "");
        assertThat(topics.asked).isEmpty();
        store.beginDelivery(store.get("orders"), CLOCK.instant());
        assertThat(source("orders"))
                .hasToString("{\"MSKSourceDescription\":{" + msk("sales")
                        + ",\"ReadFromTimestamp\":1700000000.000,\"DeliveryStartTimestamp\":1778051289.123}}");

        FirehoseException refused = refused("CreateDeliveryStream", reader("other", "MSK", msk("unheard-of"), ""));
        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(refused)
                .hasMessageStartingWith("MSKSourceConfiguration.MSKClusterARN: ")
                .hasMessageContaining("kafka.clusters.unheard-of: missing; give its bootstrapServers");
        assertThat(store.get("other")).isNull();
    }

    @Test
    void takesHydrantsOwnMembersFromClientsThatSendThem() {
        createReader("orders", "Kinesis", KINESIS, ",\"Hydrant\":{\"StartingPosition\":\"TRIM_HORIZON\"}");
        assertThat(store.get("orders").definition().source())
                .isInstanceOfSatisfying(
                        KinesisStream.class,
                        kinesis -> assertThat(kinesis.startingPosition())
                                .isEqualTo(new StartingPosition(StartingPosition.Kind.TRIM_HORIZON, null)));
        assertThat(refused(
                        "CreateDeliveryStream",
                        reader("other", "Kinesis", KINESIS, ",\"Hydrant\":{\"StartingPlace\":\"x\"}")))
                .hasMessageContaining("Hydrant.StartingPlace: no such member");
    }

    @Test
    void givesAReaderUpOnlyWhenItIsForcedAgain() {
        store.insert(kinesisStream("orders", StreamStatus.ACTIVE, 'a'));
        store.insert(stream("clicks", StreamStatus.ACTIVE, 'b'));
        for (String name : List.of("orders", "clicks")) {
            String force = "{\"DeliveryStreamName\": \"" + name + "\", \"AllowForceDelete\": true}";
            call("DeleteDeliveryStream", force);
            assertThat(store.get(name).status()).isEqualTo(StreamStatus.DELETING);
            call("DeleteDeliveryStream", "{\"DeliveryStreamName\": \"" + name + "\"}");
            assertThat(store.get(name).status()).isEqualTo(StreamStatus.DELETING);
            call("DeleteDeliveryStream", force);
        }
        assertThat(store.get("orders").status()).isEqualTo(StreamStatus.DRAINED);
        assertThat(store.get("clicks").status())
                .as("acknowledged records are never given up")
                .isEqualTo(StreamStatus.DELETING);
    }

    private void createReader(String name, String kind, String configuration, String more) {
        call("CreateDeliveryStream", reader(name, kind, configuration, more));
    }

    private static String reader(String name, String kind, String configuration, String more) {
        String type = kind.equals("MSK") ? kind : kind + "Stream";
        return "{\"DeliveryStreamName\": \"" + name + "\", \"DeliveryStreamType\": \"" + type + "AsSource\", \"" + type
                + "SourceConfiguration\": {" + configuration + "}, \"S3DestinationConfiguration\": {" + WHERE + "}"
                + more + "}";
    }

    private static String msk(String cluster) {
        return "\"MSKClusterARN\":\"arn:aws:kafka:us-east-1:123456789012:cluster/" + cluster
                + "/0-1\",\"TopicName\":\"orders\",\"AuthenticationConfiguration\":{"
                + "\"RoleARN\":\"arn:aws:iam::123456789012:role/r\",\"Connectivity\":\"PRIVATE\"}";
    }

    private JsonNode source(String name) {
        return describe(name).at("/DeliveryStreamDescription/Source");
    }

    @Test
    void doesNotDeleteAStreamThatIsBeingCreated() {
        create("clicks", "");
        assertThat(refused("DeleteDeliveryStream", "{\"DeliveryStreamName\": \"clicks\"}")
                        .code())
                .isEqualTo(ErrorCode.RESOURCE_IN_USE);
    }

    @Test
    void namesOperationsThatHydrantDoesNotHaveYet() {
        assertThat(operations).hasSize(10).doesNotContainKeys("PutRecord", "PutRecordBatch");
        FirehoseException refused =
                refused("TagDeliveryStream", "{\"DeliveryStreamName\": \"clicks\", \"Tags\": [{\"Key\": \"k\"}]}");
        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(refused).hasMessage("Hydrant does not support the operation TagDeliveryStream yet.");
    }

    private JsonNode create(String name, String more) {
        return call("CreateDeliveryStream", definition(name, more));
    }

    private JsonNode describe(String name) {
        return call("DescribeDeliveryStream", "{\"DeliveryStreamName\": \"" + name + "\"}");
    }

    private static String definition(String name, String more) {
        return "{\"DeliveryStreamName\": \"" + name + "\", \"ExtendedS3DestinationConfiguration\": {" + WHERE + more
                + "}}";
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
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private FirehoseException refused(String name, String json) {
        try {
            call(name, json);
        } catch (FirehoseException e) {
            return e;
        }
        throw new AssertionError("accepted: " + json);
    }
}
