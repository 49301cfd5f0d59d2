package io.hydrant.clients.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hydrant.clients.aws.ServiceException;
import io.hydrant.clients.aws.ServiceException.Kind;
import io.hydrant.core.config.GlueConfig;
import io.hydrant.core.format.SchemaReference.GlueTable;
import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType.Array;
import io.hydrant.core.schema.ColumnType.Decimal;
import io.hydrant.core.schema.ColumnType.Primitive;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlueCatalogTest {
    private static final GlueTable CLICKS = new GlueTable(null, "web", "clicks", null, GlueTable.LATEST);
    private static final String TABLE = """
            {"Name": "clicks", "DatabaseName": "web", "VersionId": "7", "PartitionKeys": [{"Name": "day", "Type": "date"}],
             "StorageDescriptor": {"Columns": [
               {"Name": "id", "Type": "bigint", "Comment": "its number"},
               {"Name": "price", "Type": "decimal(10,2)"},
               {"Name": "tags", "Type": "array<string>"}]}}""";
    private static final String MISSING =
            "{\"__type\": \"EntityNotFoundException\", \"Message\": \"Table clicks not found.\"}";

    private FakeGlue glue;
    private GlueCatalog catalog;

    @BeforeEach
    void start() throws IOException {
        glue = new FakeGlue();
        catalog = open(glue.endpoint(), null);
    }

    @AfterEach
    void stop() {
        catalog.close();
        glue.close();
    }

    private static GlueCatalog open(String endpoint, String sessionToken) {
        return new GlueCatalog(
                new GlueConfig(endpoint, null, "AKIDEXAMPLE", "secret", sessionToken, null), "eu-central-1");
    }

    private static Kind kind(Throwable failure) {
        return ((ServiceException) failure).kind();
    }

    @Test
    void readsTheColumnsOfTheNewestVersionInTheirOrder() {
        glue.answering(200, "{\"Table\": " + TABLE + "}");

        assertThat(catalog.table(CLICKS)).satisfies(schema -> {
            assertThat(schema.version()).isEqualTo("7");
            assertThat(schema.columns())
                    .containsExactly(
                            new Column("id", Primitive.BIGINT),
                            new Column("price", new Decimal(10, 2)),
                            new Column("tags", new Array(Primitive.STRING)));
        });
        assertThat(glue.questions()).singleElement().satisfies(question -> {
            assertThat(question.target()).isEqualTo("AWSGlue.GetTable");
            assertThat(question.contentType()).isEqualTo("application/x-amz-json-1.1");
            assertThat(question.body()).isEqualTo("{\"DatabaseName\":\"web\",\"Name\":\"clicks\"}");
            assertThat(question.authorization())
                    .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
                    .contains("/eu-central-1/glue/aws4_request", "content-type;host;", "x-amz-target", "Signature=");
            assertThat(question.token()).isEmpty();
        });
        assertThat(catalog.counts().attempts()).isEqualTo(1);
        assertThat(catalog.counts().retries()).isZero();
    }

    @Test
    void readsAFixedVersionOfSomebodyElsesCatalogInAnotherRegion() {
        glue.answering(200, "{\"TableVersion\": {\"VersionId\": \"7\", \"Table\": " + TABLE + "}}");
        catalog = open(glue.endpoint(), "token");

        assertThat(catalog.table(new GlueTable("123456789012", "web", "clicks", "us-west-2", "7"))
                        .version())
                .isEqualTo("7");
        assertThat(glue.questions()).singleElement().satisfies(question -> {
            assertThat(question.target()).isEqualTo("AWSGlue.GetTableVersion");
            assertThat(question.body())
                    .isEqualTo("{\"CatalogId\":\"123456789012\",\"DatabaseName\":\"web\",\"TableName\":\"clicks\","
                            + "\"VersionId\":\"7\"}");
            assertThat(question.authorization()).contains("/us-west-2/glue/aws4_request", "x-amz-security-token");
            assertThat(question.token()).isEqualTo("token");
        });
    }

    @Test
    void triesAgainWhenThrottledOrAtFault() {
        glue.answering(400, "{\"__type\": \"ThrottlingException\", \"Message\": \"Rate exceeded\"}")
                .answering(500, "oops")
                .answering(200, "{\"Table\": " + TABLE + "}");

        assertThat(catalog.table(CLICKS).version()).isEqualTo("7");
        assertThat(catalog.counts().attempts()).isEqualTo(3);
        assertThat(catalog.counts().retries()).isEqualTo(2);
        assertThat(catalog.counts().failures()).isZero();
    }

    @Test
    void givesUpOnACatalogThatStaysAway() {
        glue.answering(503, "{\"message\": \"not\\nnow\"}");

        assertThatThrownBy(() -> catalog.table(CLICKS))
                .satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.UNAVAILABLE))
                .hasMessage("Glue is not available at " + glue.endpoint()
                        + ": not now (Service: AWSGlue; Status Code: 503; Error Code: none; Request ID: r-1)");
        assertThat(catalog.counts().attempts()).isEqualTo(4);
        assertThat(catalog.counts().failures()).isEqualTo(1);
    }

    @Test
    void namesTheSettingWhenNobodyIsThere() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        catalog = open("http://127.0.0.1:" + port, null);

        assertThatThrownBy(() -> catalog.table(CLICKS))
                .satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.UNAVAILABLE))
                .hasMessageStartingWith("Glue cannot be reached at http://127.0.0.1:" + port + ": ConnectException")
                .hasMessageEndingWith("; check glue.endpoint and the network");
    }

    @Test
    void closingEndsTheWaitForAnotherAttempt() throws Exception {
        glue.answering(503, "{}");
        CompletableFuture<Throwable> call =
                CompletableFuture.supplyAsync(() -> catchThrowable(() -> catalog.table(CLICKS)));
        catalog.close();
        assertThat(kind(call.get(20, TimeUnit.SECONDS))).isEqualTo(Kind.UNAVAILABLE);
        assertThat(glue.questions()).hasSizeLessThan(3);
    }

    @Test
    void saysThatThereIsNoSuchTableAtOnce() {
        glue.answering(400, MISSING);

        assertThatThrownBy(() -> catalog.table(CLICKS))
                .satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.NOT_FOUND))
                .hasMessage("Table clicks not found. (Service: AWSGlue; Status Code: 400; Error Code:"
                        + " EntityNotFoundException; Request ID: r-1)");
        assertThat(catalog.counts().attempts()).isEqualTo(1);
        assertThat(catalog.counts().failures()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "AccessDeniedException|ACCESS|no! (Service: AWSGlue;",
                "com.amazonaws.glue#UnrecognizedClientException:http://x|ACCESS|Error Code: UnrecognizedClientException;",
                "InvalidInputException|UNUSABLE|refused GetTable: no! (Service: AWSGlue; Status Code: 400; Error Code: InvalidInputException;",
            })
    void tellsRefusalsApart(String type, Kind kind, String message) {
        glue.answering(400, "{\"__type\": \"" + type + "\", \"Message\": \"no!\"}");

        assertThatThrownBy(() -> catalog.table(CLICKS))
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(kind(e)).isEqualTo(kind));
        assertThat(catalog.counts().attempts()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Table\": {\"StorageDescriptor\": {\"Columns\": [{\"Name\": \"a\", \"Type\": \"uniontype<int>\"}]}}}|the Glue table web.clicks: column 'a': type 'uniontype' cannot be written",
                "{\"Table\": {}}|the Glue table web.clicks: there is no column",
                "<html>|is not JSON; check that glue.endpoint is that of Glue",
            })
    void saysWhyATableCannotBeUsed(String answer, String message) {
        glue.answering(200, answer);

        assertThatThrownBy(() -> catalog.table(CLICKS))
                .satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.UNUSABLE))
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void doesNotReadMoreThanATableCanHave() {
        glue.answering(200, " ".repeat(9 << 20));

        assertThatThrownBy(() -> catalog.table(CLICKS)).hasMessageContaining("longer than 8388608 bytes");
    }
}
