package io.hydrant.test.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hydrant.core.config.HydrantConfig;
import io.hydrant.standalone.LocalConfig;
import io.hydrant.standalone.LocalHydrant;
import io.hydrant.test.chaos.FolderStore;
import io.hydrant.test.glue.GlueServer;
import io.hydrant.test.job.LocalService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From the put to the bucket, with readers that are not Hydrant's. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FormatConversionIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final long MEBIBYTE = 1 << 20;
    private static final String PARQUET = """
            "DataFormatConversionConfiguration": {
              "InputFormatConfiguration": {"Deserializer": {"OpenXJsonSerDe": {}}},
              "OutputFormatConfiguration": {"Serializer": {"ParquetSerDe": {}}}},""";

    @TempDir
    static Path folder;

    private static GlueServer glue;
    private static LocalHydrant hydrant;
    private static LocalService service;

    @BeforeAll
    static void start() throws Exception {
        glue = GlueServer.start();
        HydrantConfig withGlue = new HydrantConfig(
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
                glue.configuration(Duration.ofMillis(200)),
                null,
                null,
                null,
                null,
                null);
        HydrantConfig config = LocalConfig.onFlink(0, Duration.ofSeconds(1), withGlue);
        hydrant = LocalHydrant.start(LocalConfig.in(folder, LocalConfig.onPort(0, config)));
        service = new LocalService(hydrant.uri().getPort(), 0);
    }

    @AfterAll
    static void stop() {
        hydrant.close();
        glue.close();
    }

    @Test
    void jsonBecomesParquetAndWhatDoesNotFitIsInTheErrorOutput() throws Exception {
        create(
                "clicks",
                "1, \"IntervalInSeconds\": 1",
                PARQUET,
                "\"SmallConversionBuffers\": true, \"Schema\": {\"HiveDdl\": \"CREATE TABLE clicks (id BIGINT, page STRING,"
                        + " at TIMESTAMP, tags ARRAY<STRING>, geo STRUCT<lat: DOUBLE, lon: DOUBLE>)\"}");
        service.put("clicks", """
                {"id": 1, "page": "/", "at": "2026-03-01 12:00:00.5", "tags": ["a", "b"], "geo": {"lat": 1.5, "lon": -2}}
                {"id": 2
                {"ID": "3", "unknown": {}}{"id": 4}
                {"id": "five"}
                """);
        await().atMost(SOON)
                .until(() -> files("clicks", "data").size() == 1
                        && files("clicks", "errors").size() == 1);

        Path object = files("clicks", "data").get(0);
        assertThat(object.getFileName().toString()).matches("clicks-1-[0-9-]+-[0-9a-f-]{36}\\.parquet");
        assertThat(DuckDb.query(object, "SELECT id, page, \"at\", tags[2], geo.lon FROM %s"))
                .containsExactly("1,/,2026-03-01 12:00:00.5,b,-2.0", "3,null,null,null,null", "4,null,null,null,null");
        assertThat(DuckDb.query(object, "SELECT DISTINCT compression FROM parquet_metadata(%s)"))
                .containsExactly("SNAPPY");
        List<String> errors = Files.readAllLines(files("clicks", "errors").get(0));
        assertThat(errors).hasSize(2);
        assertThat(errors.get(0)).matches(error("ParseError", "Encountered malformed JSON\\.", "{\"id\": 2\n"));
        assertThat(errors.get(1))
                .matches(error("MalformedData", "Data does not match the schema\\..*id.*", "{\"id\": \"five\"}\n"));
    }

    private static String error(String code, String message, String record) {
        return "\\{\"attemptsMade\":1,\"arrivalTimestamp\":\\d{13},\"lastErrorCode\":\"DataFormatConversion\\." + code
                + "\",\"lastErrorMessage\":\"" + message + "\",\"attemptEndingTimestamp\":\\d{13},\"rawData\":\""
                + Base64.getEncoder().encodeToString(record.getBytes(UTF_8)).replace("+", "\\+")
                + "\",\"sequenceNumber\":\"\\d+\",\"subSequenceNumber\":\\d+}";
    }

    /** The table gets a column while the stream runs: objects have it from then on, those before have not. */
    @Test
    void orcFollowsItsTableInGlue() throws Exception {
        glue.put("web", "events", "id", "bigint");
        create("events", "1, \"IntervalInSeconds\": 1", """
                "DataFormatConversionConfiguration": {
                  "SchemaConfiguration": {"RoleARN": "arn:aws:iam::000000000000:role/unused",
                    "DatabaseName": "web", "TableName": "events"},
                  "InputFormatConfiguration": {"Deserializer": {"HiveJsonSerDe": {}}},
                  "OutputFormatConfiguration": {"Serializer": {"OrcSerDe": {}}}},""", "\"SmallConversionBuffers\": true");
        service.put("events", "{\"id\": 1, \"page\": \"/\"}\n{\"id\": \"2\"}\n");
        await().atMost(SOON)
                .until(() -> files("events", "data").size() == 1
                        && files("events", "errors").size() == 1);
        assertThat(files("events", "data").get(0).toString()).endsWith(".orc");
        assertThat(OrcRows.of(files("events", "data").get(0))).containsExactly("struct<id:bigint>", "1");
        assertThat(Files.readString(files("events", "errors").get(0)))
                .contains("\"dataCatalogTable\":{\"catalogId\":\"000000000000\",\"databaseName\":\"web\","
                        + "\"tableName\":\"events\",\"region\":\"us-east-1\",\"versionId\":\"0\","
                        + "\"catalogArn\":\"arn:aws:glue:us-east-1:000000000000:catalog\"}");

        int before = glue.requests();
        glue.put("web", "events", "id", "bigint", "page", "string");
        await().atMost(SOON)
                .until(() -> glue.requests()
                        >= before + 2 * HydrantConfig.defaults().flink().parallelism());
        service.put("events", "{\"id\": 3, \"page\": \"/home\"}\n");
        await().atMost(SOON).until(() -> files("events", "data").size() == 2);
        assertThat(files("events", "data").stream().map(OrcRows::of))
                .containsExactlyInAnyOrder(
                        List.of("struct<id:bigint>", "1"), List.of("struct<id:bigint,page:string>", "3,\"/home\""));
    }

    @Test
    void jsonBecomesCsv() throws Exception {
        create(
                "table",
                "1, \"IntervalInSeconds\": 1",
                "\"CompressionFormat\": \"GZIP\",",
                "\"OutputFormat\": \"CSV\", \"Csv\": {\"Header\": true, \"Delimiter\": \";\"},"
                        + "\"Schema\": {\"HiveDdl\": \"CREATE TABLE t (name STRING, born DATE, size DECIMAL(6,2))\"}");
        service.put(
                "table",
                "{\"size\": 1.5, \"name\": \"say \\\"a;b\\\"\", \"born\": \"2026-03-01\"}\n{\"name\": \"\"}\n");
        await().atMost(SOON).until(() -> files("table", "data").size() == 1);

        Path object = files("table", "data").get(0);
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(object))) {
            assertThat(in.readAllBytes())
                    .asString(UTF_8)
                    .isEqualTo("name;born;size\n\"say \"\"a;b\"\"\";2026-03-01;1.50\n\"\";;\n");
        }
        assertThat(DuckDb.query(object, "SELECT * FROM read_csv(%s, compression='gzip', allow_quoted_nulls=false)"))
                .containsExactly("say \"a;b\",2026-03-01,1.5", ",null,null");
    }

    @Test
    void jsonIsFramed() throws Exception {
        create("lines", "1, \"IntervalInSeconds\": 1", "", "\"OutputFormat\": \"JSON\"");
        service.put("lines", "{\"a\": 1}{\"a\": 2}\nno json\n{\"a\": 3}\n");
        await().atMost(SOON)
                .until(() -> files("lines", "data").size() == 1
                        && files("lines", "errors").size() == 1);

        assertThat(files("lines", "data").get(0)).hasContent("{\"a\": 1}\n{\"a\": 2}\n{\"a\": 3}\n");
    }

    /** Checkpoints are a second apart, and make no objects. */
    @Test
    void anObjectIsAsLargeAsItsBuffer() throws Exception {
        create(
                "large",
                "64, \"IntervalInSeconds\": 300",
                PARQUET,
                "\"Schema\": {\"HiveDdl\":" + " \"CREATE TABLE large (id BIGINT, text STRING)\"}");
        String text = "x".repeat(10_000);
        int put = 0;
        while (files("large", "data").isEmpty()) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 300; i++) {
                lines.append("{\"id\": ")
                        .append(put++)
                        .append(", \"text\": \"")
                        .append(text)
                        .append("\"}\n");
            }
            service.put("large", lines.toString());
        }
        service.delete("large");
        await().atMost(SOON).until(() -> !service.names().contains("large"));

        List<Path> all = files("large", "data");
        long smaller = all.stream()
                .filter(object -> rows(object) * (text.length() + 30) < 64 * MEBIBYTE)
                .count();
        assertThat(smaller)
                .as("only what the buffers held at the end")
                .isLessThanOrEqualTo(HydrantConfig.defaults().flink().parallelism());
        assertThat(all).hasSizeGreaterThan((int) smaller);
        List<String> ids = new ArrayList<>();
        all.forEach(object -> ids.addAll(DuckDb.query(object, "SELECT id FROM %s")));
        assertThat(ids).hasSize(put).doesNotHaveDuplicates();
    }

    private static long rows(Path object) {
        return Long.parseLong(DuckDb.query(object, "SELECT count(*) FROM %s").get(0));
    }

    private static void create(String stream, String hints, String destination, String hydrantMembers) {
        service.create("""
                {"DeliveryStreamName": "%s", "Hydrant": {%s}, "ExtendedS3DestinationConfiguration": {
                   "RoleARN": "arn:aws:iam::000000000000:role/unused", "BucketARN": "arn:aws:s3:::%1$s", %s
                   "Prefix": "data/", "ErrorOutputPrefix": "errors/!{firehose:error-output-type}/",
                   "BufferingHints": {"SizeInMBs": %s}}}
                """.formatted(stream, hydrantMembers, destination, hints).getBytes(UTF_8));
        await().atMost(SOON).until(() -> service.isActive(stream));
    }

    /** Objects under a prefix. */
    private static List<Path> files(String bucket, String prefix) {
        Path root = folder.resolve("s3").resolve(bucket);
        return new FolderStore(root)
                .list().keySet().stream()
                        .filter(key -> key.startsWith(prefix))
                        .map(root::resolve)
                        .toList();
    }
}
