package io.hydrant.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.gateway.log.FakeTopics;
import io.hydrant.gateway.store.DeliveryStream;
import io.hydrant.gateway.store.StoredStreams;
import io.hydrant.gateway.store.StreamStatus;
import io.hydrant.gateway.store.StreamStore;
import io.hydrant.gateway.store.TestStreams;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams that convert records to the columns of a Glue table, and a Glue that has that table or not. */
class SchemaCheckTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String WHERE =
            "\"RoleARN\": \"arn:aws:iam::123456789012:role/r\", \"BucketARN\": \"arn:aws:s3:::b\"";
    private static final String CONVERTED = "\"DataFormatConversionConfiguration\": {"
            + "\"SchemaConfiguration\": {\"RoleARN\": \"arn:aws:iam::123456789012:role/r\","
            + " \"DatabaseName\": \"web\", \"TableName\": \"clicks\"},"
            + " \"InputFormatConfiguration\": {\"Deserializer\": {\"OpenXJsonSerDe\": {}}},"
            + " \"OutputFormatConfiguration\": {\"Serializer\": {\"ParquetSerDe\": {}}}}";
    private FakeGlue glue;
    private StreamStore store;
    private Map<String, ApiOperation> operations;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        glue = new FakeGlue();
        store = StreamStore.open(TestStreams.config(folder));
        operations = ControlOperations.of(
                        HydrantConfig.defaults(),
                        store,
                        new StoredStreams(store),
                        new FakeTopics(),
                        glue.catalog(),
                        Clock.systemUTC())
                .stream()
                .collect(Collectors.toMap(ApiOperation::name, Function.identity()));
    }

    @AfterEach
    void close() {
        store.close();
        glue.close();
    }

    @Test
    void createsAStreamWhoseTableIsThere() throws Exception {
        create(CONVERTED);
        assertThat(store.get("clicks").definition().conversion()).isNotNull();
    }

    @Test
    void asksNobodyWithoutConversion() throws Exception {
        create("\"Prefix\": \"p/\"");
        assertThat(glue.catalog().counts().attempts()).isZero();
    }

    @Test
    void refusesAStreamWhoseTableIsNot() {
        glue.refuses("EntityNotFoundException", "Table clicks not found.");
        refused(() -> create(CONVERTED))
                .hasMessageStartingWith("The specified table/database could not be found.")
                .hasMessageContaining("Table clicks not found. (Service: AWSGlue; Status Code: 400; Error Code:"
                        + " EntityNotFoundException; Request ID: ");
        assertThat(store.get("clicks")).isNull();
    }

    @Test
    void refusesAStreamWhoseTableMustNotBeRead() {
        glue.refuses("AccessDeniedException", "not you");
        refused(() -> create(CONVERTED))
                .hasMessageStartingWith("Access was denied when calling Glue.")
                .hasMessageContaining("not you");
    }

    @Test
    void refusesAStreamWhoseTableCannotBeWritten() {
        glue.hasTables("uniontype<int,string>");
        refused(() -> create(CONVERTED)).hasMessageContaining("column 'id': type 'uniontype' cannot be written");
    }

    @Test
    void namesTheSettingIfGlueCannotBeReached() {
        glue.goAway();
        refused(() -> create(CONVERTED))
                .hasMessageStartingWith("Glue cannot be reached at http://127.0.0.1:")
                .hasMessageContaining("check glue.endpoint");
    }

    @Test
    void checksAnUpdateAsWell() throws Exception {
        create("\"Prefix\": \"p/\"");
        DeliveryStream created = store.get("clicks");
        store.updateStatus(created, StreamStatus.ACTIVE);
        glue.refuses("EntityNotFoundException", "Table clicks not found.");
        refused(() -> update()).hasMessageContaining("Table clicks not found.");
        glue.hasTables("bigint");
        update();
        assertThat(store.get("clicks").definition().conversion()).isNotNull();
    }

    private void create(String members) throws Exception {
        call(
                "CreateDeliveryStream",
                "{\"DeliveryStreamName\": \"clicks\", \"ExtendedS3DestinationConfiguration\": {" + WHERE + ", "
                        + members + "}}");
    }

    private void update() throws Exception {
        call(
                "UpdateDestination",
                "{\"DeliveryStreamName\": \"clicks\", \"CurrentDeliveryStreamVersionId\": \"1\", \"DestinationId\":"
                        + " \"destinationId-000000000001\", \"ExtendedS3DestinationUpdate\": {" + CONVERTED + "}}");
    }

    private void call(String operation, String body) throws Exception {
        ObjectNode unused = operations.get(operation).call((ObjectNode) MAPPER.readTree(body));
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> refused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        FirehoseException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }
}
