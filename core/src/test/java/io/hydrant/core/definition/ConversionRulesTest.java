package io.hydrant.core.definition;

import static io.hydrant.core.definition.TestDefinitions.extended;
import static io.hydrant.core.definition.TestDefinitions.processing;
import static io.hydrant.core.definition.TestDefinitions.processor;
import static io.hydrant.core.definition.TestDefinitions.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.config.InvalidConfigurationException;
import io.hydrant.core.format.FormatConversion;
import io.hydrant.core.format.JsonReading;
import io.hydrant.core.format.OutputFormat;
import io.hydrant.core.format.SchemaReference;
import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType.Primitive;
import io.hydrant.core.schema.TableSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionRulesTest {
    private static final String MEMBERS = """
            "InputFormatConfiguration": {"Deserializer": {"OpenXJsonSerDe": {}}},
            "OutputFormatConfiguration": {"Serializer": {"ParquetSerDe": {"Compression": "GZIP"}}},
            "SchemaConfiguration": {"RoleARN": "arn:aws:iam::123456789012:role/r", "DatabaseName": "web", "TableName": "clicks"}
            """;
    private static final String ON = "\"DataFormatConversionConfiguration\": {" + MEMBERS + "}";
    private static final String CSV =
            "\"Hydrant\": {\"OutputFormat\": \"CSV\", \"Schema\": {\"HiveDdl\": \"CREATE TABLE t (a int)\"}}";

    @TempDir
    Path folder;

    @Test
    void fillsInDefaultsAndNamesObjectsByTheirFormat() {
        StreamDefinition definition = extended(ON);
        assertThat(definition.conversion().output()).isInstanceOf(OutputFormat.Parquet.class);
        assertThat(definition.s3().bufferingHints()).isEqualTo(new BufferingHints(128, 300));
        assertThat(definition.s3().dataKey("clicks", "1").next(0)).endsWith(".parquet");
        assertThat(definition.s3().errorKey("clicks", "1").next(0, "format-conversion-failed"))
                .doesNotContain(".parquet");
        StreamDefinition orc =
                extended(ON.replace("\"ParquetSerDe\": {\"Compression\": \"GZIP\"}", "\"OrcSerDe\": {}"));
        assertThat(orc.s3().dataKey("clicks", "1").next(0)).endsWith(".orc");
    }

    @Test
    void leavesTheEndOfKeysToTheFileExtension() {
        StreamDefinition definition = extended(ON + ", \"FileExtension\": \".pq\"");
        assertThat(definition.s3().dataKey("clicks", "1").next(0)).endsWith(".pq");
        assertThat(definition.s3().errorKey("clicks", "1").next(0, "format-conversion-failed"))
                .doesNotContain(".pq");
    }

    @Test
    void convertsNothingUnlessItIsSwitchedOn() {
        assertThat(extended("").conversion()).isNull();
        StreamDefinition off = extended("\"CompressionFormat\": \"GZIP\", \"DataFormatConversionConfiguration\":"
                + " {\"Enabled\": false, \"OutputFormatConfiguration\": {}}");
        assertThat(off.conversion()).isNull();
        assertThat(off.s3().bufferingHints()).isEqualTo(BufferingHints.S3_DEFAULT);
        assertThat(off.s3().extension()).isEqualTo(".gz");
    }

    @Test
    void keepsTheCompressionOfCsvAndJson() {
        StreamDefinition csv = extended("\"CompressionFormat\": \"GZIP\", " + hints(1, 0), CSV);
        assertThat(csv.conversion().output()).isEqualTo(new OutputFormat.Csv(true, ','));
        assertThat(csv.s3().bufferingHints()).isEqualTo(new BufferingHints(1, 0));
        assertThat(csv.s3().extension()).isEqualTo(".gz");
        StreamDefinition json = extended("", "\"Hydrant\": {\"OutputFormat\": \"JSON\"}");
        assertThat(json.conversion().output()).isEqualTo(new OutputFormat.JsonLines());
        assertThat(json.s3().bufferingHints()).isEqualTo(BufferingHints.S3_DEFAULT);
        assertThat(json.s3().extension()).isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"CompressionFormat\": \"GZIP\", \"BufferingHints\": {\"SizeInMBs\": 5, \"IntervalInSeconds\": 60}, \"DataFormatConversionConfiguration\": {}|The S3 destination's compression format must be set to UNCOMPRESSED when data format conversion is enabled. To enable compression within the converted output format, set the appropriate serialization option in the output format configuration.",
                "\"BufferingHints\": {\"SizeInMBs\": 63, \"IntervalInSeconds\": 60}, \"DataFormatConversionConfiguration\": {}|BufferingHints.SizeInMBs must be at least 64 when data format conversion is enabled.",
                "\"DataFormatConversionConfiguration\": {}|InputFormatConfiguration must not be null",
            })
    void refusesInAmazonsWordsAndOrder(String members, String message) {
        assertThat(refusal(() -> extended(members))).isEqualTo(message);
    }

    @Test
    void liftsTheFloorOfBuffersIfAsked() {
        String small = ON + ", " + hints(1, 0);
        assertThat(extended(small, "\"Hydrant\": {\"SmallConversionBuffers\": true}")
                        .s3()
                        .bufferingHints())
                .isEqualTo(new BufferingHints(1, 0));
        assertThat(refusal(() -> extended(small, "\"Hydrant\": {\"SmallPartitionBuffers\": true}")))
                .startsWith("BufferingHints.SizeInMBs must be at least 64 when data format conversion");
        assertThat(refusal(() -> extended(small, "\"Hydrant\": {\"SmallConversionBuffers\": 1}")))
                .isEqualTo("Hydrant.SmallConversionBuffers '1' is none of true, false");
    }

    @Test
    void goesTogetherWithDynamicPartitioning() {
        StreamDefinition definition = extended(ON + ", \"DynamicPartitioningConfiguration\": {\"Enabled\": true},"
                + " \"Prefix\": \"!{partitionKeyFromQuery:page}/\", \"ErrorOutputPrefix\": \"e/!{firehose:error-output-type}/\", "
                + processing(processor(
                        "MetadataExtraction", "MetadataExtractionQuery={page:.page}", "JsonParsingEngine=JQ-1.6")));
        assertThat(definition.conversion()).isNotNull();
        assertThat(definition.s3().bufferingHints()).isEqualTo(new BufferingHints(128, 300));
    }

    @Test
    void checksRangesAndKeysOfMappingsByTheShape() {
        assertThatThrownBy(() -> extended(ON.replace("\"Compression\": \"GZIP\"", "\"PageSizeBytes\": 1")))
                .isInstanceOfSatisfying(
                        FirehoseException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION))
                .hasMessage("1 validation error detected: Value '1' at 'extendedS3DestinationConfiguration"
                        + ".dataFormatConversionConfiguration.outputFormatConfiguration.serializer.parquetSerDe"
                        + ".pageSizeBytes' failed to satisfy constraint: Member must have value greater than or equal to"
                        + " 65536");
        String mapped = ON.replace(
                "\"OpenXJsonSerDe\": {}",
                "\"OpenXJsonSerDe\": {\"ColumnToJsonKeyMappings\": {\"a b\": \"c d\", \" \": \"x\"}}");
        assertThatThrownBy(() -> extended(mapped))
                .hasMessage("1 validation error detected: Value 'a b' at 'extendedS3DestinationConfiguration"
                        + ".dataFormatConversionConfiguration.inputFormatConfiguration.deserializer.openXJsonSerDe"
                        + ".columnToJsonKeyMappings' failed to satisfy constraint: Map keys must satisfy constraint:"
                        + " [Member must have length less than or equal to 1024, Member must have length greater than or"
                        + " equal to 1, Member must satisfy regular expression pattern: ^\\S+$]");
    }

    @Test
    void mergesUpdatesMemberByMember() {
        StreamDefinition stream = extended(ON);
        FormatConversion table = updated(stream, "{\"SchemaConfiguration\": {\"TableName\": \"views\"}}")
                .conversion();
        assertThat(table.schema()).isEqualTo(new SchemaReference.GlueTable(null, "web", "views", null, "LATEST"));
        FormatConversion pages = updated(
                        stream,
                        "{\"OutputFormatConfiguration\": {\"Serializer\": {\"ParquetSerDe\": {\"PageSizeBytes\": 65536}}}}")
                .conversion();
        assertThat(pages.output()).isEqualTo(new OutputFormat.Parquet(256 << 20, 65_536, "GZIP", false, 0, false));
        StreamDefinition off = updated(stream, "{\"Enabled\": false}");
        assertThat(off.conversion()).isNull();
        assertThat(updated(off, "{\"Enabled\": true}").conversion()).isEqualTo(stream.conversion());
    }

    @Test
    void replacesASerializerOrDeserializerByTheOtherOne() {
        StreamDefinition orc =
                updated(extended(ON), "{\"OutputFormatConfiguration\": {\"Serializer\": {\"OrcSerDe\": {}}}}");
        assertThat(orc.conversion().output()).isEqualTo(OutputFormat.Orc.DEFAULT);
        StreamDefinition back =
                updated(orc, "{\"OutputFormatConfiguration\": {\"Serializer\": {\"ParquetSerDe\": {}}}}");
        assertThat(back.conversion().output()).isEqualTo(OutputFormat.Parquet.DEFAULT);
        StreamDefinition hive =
                updated(back, "{\"InputFormatConfiguration\": {\"Deserializer\": {\"HiveJsonSerDe\": {}}}}");
        assertThat(hive.conversion().reading().serDe()).isEqualTo(JsonReading.SerDe.HIVE);
        assertThat(refusal(() -> updated(
                        hive,
                        "{\"OutputFormatConfiguration\": {\"Serializer\": {\"ParquetSerDe\": {}, \"OrcSerDe\": {}}}}")))
                .isEqualTo("More than one serializer specified. Only one may be chosen.");
    }

    @Test
    void replacesMappingsAsAWhole() {
        String mapping = "{\"InputFormatConfiguration\": {\"Deserializer\": {\"OpenXJsonSerDe\":"
                + " {\"ColumnToJsonKeyMappings\": {\"%s\": \"x\"}}}}}";
        StreamDefinition first = updated(extended(ON), mapping.formatted("a"));
        assertThat(updated(first, mapping.formatted("b")).conversion().reading().columnToKey())
                .containsExactly(Map.entry("b", "x"));
    }

    @Test
    void refusesUpdatesByWhatComesOfThem() throws Exception {
        StreamDefinition stream = extended(ON);
        assertThat(refusal(() -> update(stream, "{\"CompressionFormat\": \"GZIP\"}")))
                .startsWith("The S3 destination's compression format must be set to UNCOMPRESSED");
        assertThat(refusal(() -> update(stream, "{" + hints(5, 60) + "}")))
                .isEqualTo("BufferingHints.SizeInMBs must be at least 64 when data format conversion is enabled.");
        assertThat(refusal(() -> updated(extended(""), "{\"Enabled\": true}")))
                .isEqualTo("InputFormatConfiguration must not be null");
        assertThat(refusal(() -> updated(extended("", CSV), "{" + MEMBERS + "}")))
                .startsWith("Hydrant.OutputFormat must not be given");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "clicks.sql|CREATE TABLE t (page string)|HiveDdl",
                "clicks.hql|CREATE TABLE t (page string)|HiveDdl",
                "clicks.ddl|CREATE TABLE t (page string)|HiveDdl",
                "clicks.avsc|{\"type\": \"record\", \"name\": \"R\", \"fields\": [{\"name\": \"page\", \"type\": \"string\"}]}|Avro",
                "clicks.json|{\"properties\": {\"page\": {\"type\": \"string\"}}}|JsonSchema",
            })
    void readsASchemaFromAFileBesideTheDefinition(String name, String schema, String kind) throws Exception {
        Files.writeString(folder.resolve(name), schema);
        StreamDefinition definition = StreamDefinition.read(definition(name));
        assertThat(definition.conversion().schema())
                .isEqualTo(
                        new SchemaReference.Given(new TableSchema(List.of(new Column("page", Primitive.STRING)), "")));
        assertThat(definition.json().at("/Hydrant/Schema/" + kind).asText()).isEqualTo(schema);
        assertThat(StreamDefinition.parse(definition.toString()).conversion()).isEqualTo(definition.conversion());
    }

    @Test
    void saysWhichSchemaFileCannotBeRead() throws Exception {
        Path definition = definition("clicks.sql");
        assertThatThrownBy(() -> StreamDefinition.read(definition))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage(definition + ": Hydrant.Schema.File 'clicks.sql' cannot be read: NoSuchFileException");
        Path text = definition("clicks.txt");
        assertThatThrownBy(() -> StreamDefinition.read(text))
                .hasMessage(
                        text + ": Hydrant.Schema.File 'clicks.txt' ends in none of [.avsc, .ddl, .hql, .json, .sql]");
        Files.writeString(folder.resolve("broken.sql"), "CREATE TABLE t (\n a int,\n b set<int>)");
        Path broken = definition("broken.sql");
        assertThatThrownBy(() -> StreamDefinition.read(broken))
                .hasMessage(broken + ": Hydrant.Schema.HiveDdl: Hive DDL, line 3: column 'b': type 'set' cannot be"
                        + " written; use array");
        Files.write(folder.resolve("long.sql"), new byte[(1 << 20) + 1]);
        Path tooLong = definition("long.sql");
        assertThatThrownBy(() -> StreamDefinition.read(tooLong))
                .hasMessage(tooLong + ": Hydrant.Schema.File 'long.sql' is longer than any schema (1 MiB)");
    }

    private Path definition(String schemaFile) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "stream", ".json"), """
                {"DeliveryStreamName": "clicks",
                 "S3DestinationConfiguration": {"RoleARN": "arn:aws:iam::123456789012:role/r",
                                                "BucketARN": "arn:aws:s3:::lake"},
                 "Hydrant": {"OutputFormat": "CSV", "Schema": {"File": "%s"}}}
                """.formatted(schemaFile));
    }

    private static StreamDefinition updated(StreamDefinition stream, String conversion) {
        return update(stream, "{\"DataFormatConversionConfiguration\": " + conversion + "}");
    }

    private static StreamDefinition update(StreamDefinition stream, String members) {
        try {
            return stream.updated(
                    (ObjectNode) new ObjectMapper().readTree("{\"ExtendedS3DestinationUpdate\": " + members + "}"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hints(int size, int interval) {
        return "\"BufferingHints\": {\"SizeInMBs\": " + size + ", \"IntervalInSeconds\": " + interval + "}";
    }
}
