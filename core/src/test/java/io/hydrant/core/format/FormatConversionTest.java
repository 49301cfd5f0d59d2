package io.hydrant.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.hydrant.core.format.JsonReading.SerDe;
import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType.Primitive;
import io.hydrant.core.schema.TableSchema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatConversionTest {
    private static final String OPEN_X = "'InputFormatConfiguration': {'Deserializer': {'OpenXJsonSerDe': {}}}";
    private static final String PARQUET = "'OutputFormatConfiguration': {'Serializer': {'ParquetSerDe': {}}}";
    private static final String TABLE =
            "'SchemaConfiguration': {'RoleARN': 'r', 'DatabaseName': 'web', 'TableName': 'clicks'}";
    private static final String DDL = "'Schema': {'HiveDdl': 'CREATE TABLE t (page string, userId bigint)'}";
    private static final TableSchema COLUMNS =
            new TableSchema(List.of(new Column("page", Primitive.STRING), new Column("userid", Primitive.BIGINT)), "");

    @Test
    void fillsInFirehosesDefaults() {
        FormatConversion conversion = of(OPEN_X + ", " + PARQUET + ", " + TABLE, null);
        assertThat(conversion.reading()).isEqualTo(new JsonReading(SerDe.OPEN_X, true, false, Map.of(), List.of()));
        assertThat(conversion.output())
                .isEqualTo(new OutputFormat.Parquet(268_435_456, 1_048_576, "SNAPPY", false, 0, false));
        assertThat(conversion.output().extension()).isEqualTo(".parquet");
        assertThat(conversion.schema()).isEqualTo(new SchemaReference.GlueTable(null, "web", "clicks", null, "LATEST"));
        assertThat(of(OPEN_X + ", " + output("OrcSerDe", "") + ", " + TABLE, null)
                        .output())
                .isEqualTo(new OutputFormat.Orc(
                        67_108_864, 268_435_456, 10_000, false, 0.05, "SNAPPY", List.of(), 0.05, 0, false));
    }

    @Test
    void readsEveryOption() {
        FormatConversion parquet = of(
                "'Enabled': true, "
                        + input(
                                "OpenXJsonSerDe",
                                "'CaseInsensitive': false, 'ConvertDotsInJsonKeysToUnderscores': true,"
                                        + " 'ColumnToJsonKeyMappings': {'Page': 'the page', 'user': 'User'}")
                        + ", "
                        + output(
                                "ParquetSerDe",
                                "'BlockSizeBytes': 67108864, 'PageSizeBytes': 65536, 'Compression': 'GZIP',"
                                        + " 'EnableDictionaryCompression': true, 'MaxPaddingBytes': 8, 'WriterVersion': 'V2'")
                        + ", 'SchemaConfiguration': {'RoleARN': 'r', 'DatabaseName': 'web', 'TableName': 'clicks',"
                        + " 'CatalogId': '123456789012', 'Region': 'eu-west-1', 'VersionId': '7'}",
                null);
        assertThat(parquet.reading())
                .isEqualTo(new JsonReading(
                        SerDe.OPEN_X, false, true, Map.of("page", "the page", "user", "User"), List.of()));
        assertThat(parquet.output()).isEqualTo(new OutputFormat.Parquet(67_108_864, 65_536, "GZIP", true, 8, true));
        assertThat(parquet.schema())
                .isEqualTo(new SchemaReference.GlueTable("123456789012", "web", "clicks", "eu-west-1", "7"));
        FormatConversion orc = of(
                input("HiveJsonSerDe", "'TimestampFormats': ['millis', \"yyyy-MM-dd'T'HH:mm:ssZZ\"]")
                        + ", "
                        + output(
                                "OrcSerDe",
                                "'StripeSizeBytes': 8388608, 'BlockSizeBytes': 67108864, 'RowIndexStride': 1000,"
                                        + " 'EnablePadding': true, 'PaddingTolerance': 1, 'Compression': 'ZLIB',"
                                        + " 'BloomFilterColumns': ['page'], 'BloomFilterFalsePositiveProbability': 0.5,"
                                        + " 'DictionaryKeyThreshold': 0.8, 'FormatVersion': 'V0_11'"),
                DDL);
        assertThat(orc.reading())
                .isEqualTo(new JsonReading(
                        SerDe.HIVE, true, false, Map.of(), List.of("millis", "yyyy-MM-dd'T'HH:mm:ssZZ")));
        assertThat(orc.output())
                .isEqualTo(new OutputFormat.Orc(
                        8_388_608, 67_108_864, 1000, true, 1, "ZLIB", List.of("page"), 0.5, 0.8, true));
        assertThat(orc.output().extension()).isEqualTo(".orc");
        assertThat(orc.schema()).isEqualTo(new SchemaReference.Given(COLUMNS));
    }

    @Test
    void convertsNothingUnlessItIsAskedTo() {
        assertThat(FormatConversion.of(MissingNode.getInstance(), MissingNode.getInstance()))
                .isNull();
        assertThat(FormatConversion.of(json("{'Enabled': false, 'SchemaConfiguration': {}}"), json("{" + DDL + "}")))
                .isNull();
    }

    @Test
    void readsCsvAndJsonLines() {
        FormatConversion csv = of(null, "'OutputFormat': 'CSV', " + DDL);
        assertThat(csv.output()).isEqualTo(new OutputFormat.Csv(true, ','));
        assertThat(csv.output().extension()).isEmpty();
        assertThat(csv.reading()).isEqualTo(JsonReading.DEFAULT);
        assertThat(csv.schema()).isEqualTo(new SchemaReference.Given(COLUMNS));
        FormatConversion tabs = of(
                null,
                "'OutputFormat': 'CSV', 'Csv': {'Header': false, 'Delimiter': '\\t'},"
                        + " 'Deserializer': {'OpenXJsonSerDe': {'ColumnToJsonKeyMappings': {'USERID': 'user'}}},"
                        + " 'Schema': {'GlueTable': {'DatabaseName': 'web', 'TableName': 'clicks', 'VersionId': '3'}}");
        assertThat(tabs.output()).isEqualTo(new OutputFormat.Csv(false, '\t'));
        assertThat(tabs.reading().columnToKey()).containsExactly(Map.entry("userid", "user"));
        assertThat(tabs.schema()).isEqualTo(new SchemaReference.GlueTable(null, "web", "clicks", null, "3"));
        FormatConversion lines = of(null, "'OutputFormat': 'JSON'");
        assertThat(lines.output()).isEqualTo(new OutputFormat.JsonLines());
        assertThat(lines.schema()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Avro': {'type': 'record', 'name': 'R', 'fields': [{'name': 'page', 'type': 'string'}]}",
                "'Avro': '{\\'type\\': \\'record\\', \\'name\\': \\'R\\', \\'fields\\': [{\\'name\\': \\'page\\', \\'type\\': \\'string\\'}]}'",
                "'JsonSchema': {'properties': {'page': {'type': 'string'}}}",
                "'JsonSchema': '{\\'properties\\': {\\'page\\': {\\'type\\': \\'string\\'}}}'",
                "'HiveDdl': 'CREATE TABLE t (page string)'",
            })
    void readsEachKindOfSchema(String schema) {
        assertThat(of(null, "'OutputFormat': 'CSV', 'Schema': {" + schema + "}").schema())
                .isEqualTo(
                        new SchemaReference.Given(new TableSchema(List.of(new Column("page", Primitive.STRING)), "")));
    }

    @Test
    void spellsMappedColumnsAsTheSchemaDoes() {
        String reading = input("OpenXJsonSerDe", "'ColumnToJsonKeyMappings': {'USERID': 'u'}");
        FormatConversion conversion = of(
                reading + ", " + PARQUET, "'Schema': {'JsonSchema': {'properties': {'userId': {'type': 'string'}}}}");
        assertThat(conversion.reading().columnToKey()).containsExactly(Map.entry("userId", "u"));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "||InputFormatConfiguration must not be null",
                "<I>||OutputFormatConfiguration must not be null",
                "<I>, <O>||SchemaConfiguration must not be null",
                "'InputFormatConfiguration': {}, <O>, <T>||Deserializer must not be null",
                "'InputFormatConfiguration': {'Deserializer': {}}, <O>, <T>||Deserializer must not be null",
                "'InputFormatConfiguration': {'Deserializer': {'OpenXJsonSerDe': {}, 'HiveJsonSerDe': {}}}, <O>, <T>||More than one deserializer specified. Only one may be chosen.",
                "<I>, 'OutputFormatConfiguration': {'Serializer': {}}, <T>||Serializer must not be null",
                "<I>, 'OutputFormatConfiguration': {'Serializer': {'ParquetSerDe': {}, 'OrcSerDe': {}}}, <T>||More than one serializer specified. Only one may be chosen.",
                "<I>, <O>, 'SchemaConfiguration': {}||SchemaConfiguration.RoleArn must not be null or empty",
                "<I>, <O>, 'SchemaConfiguration': {'RoleARN': 'r'}||SchemaConfiguration.DatabaseName must not be null or empty",
                "<I>, <O>, 'SchemaConfiguration': {'RoleARN': 'r', 'DatabaseName': 'd'}||SchemaConfiguration.TableName must not be null or empty",
            })
    void refusesInAmazonsWords(@Nullable String configuration, @Nullable String extension, String message) {
        assertThat(refusal(configuration == null ? "" : configuration, extension))
                .isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "yyyy-MM-ddTHH:mm|Illegal pattern component: T; text goes between single quotes",
                "Millis|Illegal pattern component: i; text goes between single quotes",
            })
    void refusesTimestampFormatsThatAreNone(String pattern, String why) {
        String reading = "'InputFormatConfiguration': {'Deserializer': {'HiveJsonSerDe': {'TimestampFormats': [\""
                + pattern + "\"]}}}";
        assertThat(refusal(reading + ", " + PARQUET + ", " + TABLE, null))
                .isEqualTo("One or more SerDe options are invalid for org.apache.hcatalog.data.JsonSerDe: [Key:"
                        + " timestamp.formats Value: " + pattern + "] (" + why + ")");
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "<I>, <O>, <T>|<S>|SchemaConfiguration and Hydrant.Schema both say what the columns are; keep one of them",
                "<I>, <O>, <T>|'OutputFormat': 'CSV'|Hydrant.OutputFormat must not be given: DataFormatConversionConfiguration is enabled, and says the format",
                "<I>, <O>, <T>|'Deserializer': {}|Hydrant.Deserializer must not be given: DataFormatConversionConfiguration is enabled, and has an InputFormatConfiguration",
                "<I>, <O>, <T>|'Csv': {}|Hydrant.Csv must not be given: it goes with Hydrant.OutputFormat CSV only",
                "'InputFormatConfiguration': {'Deserializer': {'OpenXJsonSerDe': {'ColumnToJsonKeyMappings': {'user': 'u'}}}}, <O>|<S>|ColumnToJsonKeyMappings names the column 'user', which the schema does not have, only [page, userid]",
                "'InputFormatConfiguration': {'Deserializer': {'OpenXJsonSerDe': {'ColumnToJsonKeyMappings': {'page': 'u', 'Page': 'v'}}}}, <O>|<S>|ColumnToJsonKeyMappings names the column 'page' twice; keep one, upper and lower case do not count",
                "<I>, 'OutputFormatConfiguration': {'Serializer': {'OrcSerDe': {'BloomFilterColumns': ['userId']}}}|<S>|BloomFilterColumns names the column 'userId', which the schema does not have, only [page, userid]",
            })
    void refusesWhatDoesNotGoTogether(String configuration, String extension, String message) {
        assertThat(refusal(configuration, extension)).isEqualTo(message);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "'OutputFormat': 'PARQUET'|Hydrant.OutputFormat 'PARQUET' is none of [CSV, JSON]; for Parquet and ORC use DataFormatConversionConfiguration",
                "'OutputFormat': 'CSV'|Hydrant.Schema is missing: Hydrant.OutputFormat CSV needs it for its columns",
                "'OutputFormat': 'JSON', <S>|Hydrant.Schema must not be given: JSON is written as it came, whatever its members",
                "'OutputFormat': 'JSON', 'Csv': {}|Hydrant.Csv must not be given: it goes with Hydrant.OutputFormat CSV only",
                "'OutputFormat': 'JSON', 'Deserializer': {}|Hydrant.Deserializer must not be given: JSON is written as it came",
                "'Csv': {}|Hydrant.Csv must not be given: it goes with Hydrant.OutputFormat CSV only",
                "'Deserializer': {}|Hydrant.Deserializer must not be given: it goes with Hydrant.OutputFormat CSV only",
                "<S>|Hydrant.Schema must not be given: nothing is converted; add DataFormatConversionConfiguration or Hydrant.OutputFormat CSV",
                "'OutputFormat': 'CSV', <S>, 'Csv': []|Hydrant.Csv is not an object with members [Header, Delimiter]",
                "'OutputFormat': 'CSV', <S>, 'Csv': {'Quote': 'x'}|Hydrant.Csv.Quote: no such member, known here are [Header, Delimiter]",
                "'OutputFormat': 'CSV', <S>, 'Csv': {'Header': 'yes'}|Hydrant.Csv.Header 'yes' is none of true, false",
                "'OutputFormat': 'CSV', <S>, 'Csv': {'Delimiter': ';;'}|Hydrant.Csv.Delimiter ';;' is not one ASCII character other than a quotation mark and line ends; use \",\" or \"\\t\"",
                "'OutputFormat': 'CSV', <S>, 'Csv': {'Delimiter': '\\n'}|Hydrant.Csv.Delimiter is not one ASCII character other than a quotation mark and line ends; use \",\" or \"\\t\"",
                "'OutputFormat': 'CSV', <S>, 'Deserializer': {}|Hydrant.Deserializer: Deserializer must not be null",
                "'OutputFormat': 'CSV', <S>, 'Deserializer': {'Json': {}}|Hydrant.Deserializer.Json: no such member, known here are [OpenXJsonSerDe, HiveJsonSerDe]",
                "'OutputFormat': 'CSV', <S>, 'Deserializer': {'OpenXJsonSerDe': {'Strict': true}}|Hydrant.Deserializer.OpenXJsonSerDe.Strict: no such member, known here are ConvertDotsInJsonKeysToUnderscores, CaseInsensitive, ColumnToJsonKeyMappings",
                "'OutputFormat': 'CSV', <S>, 'Deserializer': {'OpenXJsonSerDe': {'CaseInsensitive': 'no'}}|Hydrant.Deserializer: STRING_VALUE can not be converted to a Boolean",
                "'Schema': {}|Hydrant.Schema has 0 members; give exactly one of [HiveDdl, Avro, JsonSchema, GlueTable, File]",
                "'Schema': 'CREATE TABLE'|Hydrant.Schema is not an object with members [HiveDdl, Avro, JsonSchema, GlueTable, File]",
                "'Schema': {'HiveDdl': 'a', 'Avro': 'b'}|Hydrant.Schema has 2 members; give exactly one of [HiveDdl, Avro, JsonSchema, GlueTable, File]",
                "'Schema': {'Sql': 'a'}|Hydrant.Schema.Sql: no such member, known here are [HiveDdl, Avro, JsonSchema, GlueTable, File]",
                "'Schema': {'HiveDdl': ' '}|Hydrant.Schema.HiveDdl is missing, or no text; give it one",
                "'Schema': {'HiveDdl': 'CREATE TABLE t (a set<int>)'}|Hydrant.Schema.HiveDdl: Hive DDL, line 1: column 'a': type 'set' cannot be written; use array",
                "'Schema': {'Avro': []}|Hydrant.Schema.Avro is missing, or no text; give it one",
                "'Schema': {'JsonSchema': {}}|Hydrant.Schema.JsonSchema: JSON schema: the outermost schema has no properties, which would be the columns; use {\"type\": \"object\", \"properties\": {...}}",
                "'Schema': {'File': '/etc/passwd'}|Hydrant.Schema.File is read for those only who start Hydrant with a definition in a file; give its text as HiveDdl, Avro or JsonSchema",
                "'Schema': {'GlueTable': {'DatabaseName': 'd'}}|Hydrant.Schema.GlueTable.TableName is missing, or no text; give it one",
                "'Schema': {'GlueTable': {'DatabaseName': 'd', 'TableName': 'a b'}}|Hydrant.Schema.GlueTable.TableName 'a b' contains white space; remove it",
                "'Schema': {'GlueTable': {'RoleARN': 'r'}}|Hydrant.Schema.GlueTable.RoleARN: no such member, known here are [DatabaseName, TableName, CatalogId, Region, VersionId]",
            })
    void refusesWithTheFixWhatIsHydrantsOwn(String extension, String message) {
        assertThat(refusal(null, extension)).isEqualTo(message);
    }

    @Test
    void travelsToTheWorkers() throws Exception {
        FormatConversion conversion = of(OPEN_X + ", " + PARQUET, DDL);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(conversion);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(conversion);
        }
    }

    private static String input(String deserializer, String options) {
        return "'InputFormatConfiguration': {'Deserializer': {'" + deserializer + "': {" + options + "}}}";
    }

    private static String output(String serializer, String options) {
        return "'OutputFormatConfiguration': {'Serializer': {'" + serializer + "': {" + options + "}}}";
    }

    private static FormatConversion of(@Nullable String configuration, @Nullable String extension) {
        FormatConversion conversion = FormatConversion.of(
                configuration == null ? MissingNode.getInstance() : json("{" + configuration + "}"),
                extension == null ? MissingNode.getInstance() : json("{" + extension + "}"));
        if (conversion == null) {
            throw new AssertionError("converts nothing");
        }
        return conversion;
    }

    private static String refusal(@Nullable String configuration, @Nullable String extension) {
        try {
            of(filled(configuration), filled(extension));
        } catch (FirehoseException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            return e.text();
        }
        throw new AssertionError("accepted");
    }

    private static @Nullable String filled(@Nullable String members) {
        return members == null
                ? null
                : members.replace("<I>", OPEN_X)
                        .replace("<O>", PARQUET)
                        .replace("<T>", TABLE)
                        .replace("<S>", DDL);
    }

    /** Single quotes stand for double ones, but for those inside of these. */
    private static JsonNode json(String text) {
        try {
            StringBuilder quoted = new StringBuilder();
            boolean inside = false;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '"') {
                    inside = !inside;
                }
                if (c == '\'' && !inside) {
                    quoted.append('"');
                } else {
                    quoted.append(c);
                }
            }
            return new ObjectMapper().readTree(quoted.toString());
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
