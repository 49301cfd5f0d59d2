package io.hydrant.operators.convert.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.format.OutputFormat;
import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType.Primitive;
import io.hydrant.core.schema.HiveDdl;
import io.hydrant.core.schema.TableSchema;
import io.hydrant.operators.convert.rows.EveryType;
import io.hydrant.operators.convert.rows.ObjectRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what was written back with DuckDB. */
class ParquetFormatTest {
    private static final OutputFormat.Parquet DEFAULTS =
            new OutputFormat.Parquet(256 << 20, 1 << 20, "SNAPPY", false, 0, false);

    private static final TableSchema NOISE =
            new TableSchema(List.of(new Column("id", Primitive.BIGINT), new Column("text", Primitive.STRING)), "");

    @TempDir
    Path folder;

    private Path file;
    private Connection duckdb;

    @BeforeEach
    void connect() throws Exception {
        file = folder.resolve("rows.parquet");
        duckdb = DriverManager.getConnection("jdbc:duckdb:");
        query("SET threads = 1");
    }

    @AfterEach
    void disconnect() throws Exception {
        duckdb.close();
    }

    @ParameterizedTest
    @CsvSource({"UNCOMPRESSED,false,false", "SNAPPY,true,false", "GZIP,false,true", "SNAPPY,true,true"})
    void everyTypeIsReadBack(String compression, boolean dictionary, boolean version2) throws Exception {
        var options = new OutputFormat.Parquet(256 << 20, 1 << 20, compression, dictionary, 0, version2);
        List<Object[]> rows =
                List.of(EveryType.ordinary(), EveryType.nulls(), EveryType.smallest(), EveryType.largest());

        write(options, EveryType.SCHEMA, rows);

        assertThat(query("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM " + table() + ")"))
                .containsExactly(
                        "truth|BOOLEAN",
                        "tiny|TINYINT",
                        "small|SMALLINT",
                        "whole|INTEGER",
                        "big|BIGINT",
                        "single|FLOAT",
                        "twice|DOUBLE",
                        "words|VARCHAR",
                        "fixed|VARCHAR",
                        "atmost|VARCHAR",
                        "octets|BLOB",
                        "day|DATE",
                        "moment|TIMESTAMP",
                        "price|DECIMAL(9,2)",
                        "huge|DECIMAL(38,10)",
                        "list|INTEGER[]",
                        "map|MAP(VARCHAR, BIGINT)",
                        "nested|STRUCT(\"name\" VARCHAR, items STRUCT(sku VARCHAR, tags VARCHAR[])[])",
                        "lists|MAP(INTEGER, DOUBLE[])");
        // DuckDB cannot read decimals that were delta encoded, as version 2 does without dictionaries.
        boolean deltaDecimals = version2 && !dictionary;
        UnaryOperator<String> decimals = text -> deltaDecimals ? "" : text;
        String columns = "*" + (deltaDecimals ? " EXCLUDE (price, huge)" : "")
                + " REPLACE (CASE WHEN length(words) = 6000 THEN left(words, 3) ELSE words END AS words,"
                + " CASE WHEN octet_length(octets) = 70000 THEN octets[1:2] ELSE octets END AS octets)";
        assertThat(query("SELECT " + columns + " FROM " + table()))
                .containsExactly(
                        "true|1|-2|3|-4|0.5|-0.25|häßlich \uD83D\uDE00|grün|Ελλάδα|\\x00\\xFF\\x7F|2026-02-28"
                                + "|2026-02-28 23:59:59.123456" + decimals.apply("|-12345.67|-1.0000000001")
                                + "|[1, NULL, 3]|{a=1, b=NULL}"
                                + "|{'name': n, 'items': [{'sku': s1, 'tags': [t1, t2]}, NULL,"
                                + " {'sku': NULL, 'tags': []}, {'sku': s3, 'tags': NULL}]}"
                                + "|{1=[0.5, NULL], 2=[], 3=NULL}",
                        "null" + "|null".repeat(16) + decimals.apply("|null|null"),
                        "false|-128|-32768|-2147483648|-9223372036854775808|-3.4028235E38|-1.7976931348623157E308"
                                + "|||||0001-01-01|1969-12-31 23:59:58.0"
                                + decimals.apply("|-9999999.99|-9999999999999999999999999999.9999999999")
                                + "|[]|{}|{'name': NULL, 'items': []}|{}",
                        "true|127|32767|2147483647|9223372036854775807|3.4028235E38|1.7976931348623157E308"
                                + "|\u0000\uFFFD\u0000|12345|" + "ä".repeat(20) + "|xx|9999-12-31|1883-11-18 12:03:58.5"
                                + decimals.apply("|9999999.99|9999999999999999999999999999.9999999999")
                                + "|[2147483647]|{''=-9223372036854775808}"
                                + "|{'name': '', 'items': [{'sku': '', 'tags': ['']}]}|{-2147483648=[nan, -inf]}");
    }

    @Test
    void rowGroupsHaveTheSizeAskedFor() throws Exception {
        write(new OutputFormat.Parquet(1 << 20, 64 << 10, "UNCOMPRESSED", false, 0, false), NOISE, noise(10_000));

        assertThat(query("SELECT count(*), min(id), max(id), count(DISTINCT text) FROM " + table()))
                .containsExactly("10000|0|9999|10000");
        assertThat(query("SELECT DISTINCT row_group_id, round(row_group_bytes / 1048576, 1) FROM " + metadata()
                        + " WHERE row_group_id < 2 ORDER BY 1"))
                .containsExactly("0|1.0", "1|1.0");
        assertThat(query("SELECT max(row_group_id) FROM " + metadata())).containsExactly("2");
    }

    @Test
    void rowGroupsArePaddedToBlocks() throws Exception {
        write(new OutputFormat.Parquet(1 << 20, 64 << 10, "UNCOMPRESSED", false, 64 << 10, false), NOISE, noise(5000));

        assertThat(query("SELECT count(*), sum(id) FROM " + table())).containsExactly("5000|12497500");
        assertThat(query("SELECT min(data_page_offset) FROM " + metadata() + " WHERE row_group_id = 1"))
                .containsExactly("1048576");
    }

    /** A dictionary takes 1 MiB; what comes behind, and what is in the page already, is written plainly. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDictionaryThatBecomesTooLargeIsGivenUp(boolean version2) throws Exception {
        List<Object[]> rows = new ArrayList<>();
        for (long i = 0; i < 200_000; i++) {
            long few = i % 1000;
            rows.add(new Object[] {i, "x".repeat((int) (few % 11)) + few, "only " + i});
        }
        TableSchema schema = HiveDdl.read("CREATE TABLE t (id BIGINT, few STRING, many STRING)");

        write(new OutputFormat.Parquet(256 << 20, 64 << 10, "SNAPPY", true, 0, version2), schema, rows);

        assertThat(query("SELECT count(*), count(DISTINCT few), count(DISTINCT many),"
                        + " count(*) FILTER (few = repeat('x', (id % 1000 % 11)::INT) || (id % 1000)),"
                        + " count(*) FILTER (many = 'only ' || id) FROM " + table()))
                .containsExactly("200000|1000|200000|200000|200000");
        assertThat(query("SELECT path_in_schema, encodings LIKE '%DICTIONARY%', encodings LIKE '%DELTA%' FROM "
                        + metadata() + " WHERE path_in_schema = 'few'"))
                .containsExactly("few|true|false");
    }

    /** Times that follow each other are smaller without a dictionary once they are compressed. */
    @Test
    void onlyTimesThatRecurHaveADictionary() throws Exception {
        List<Object[]> rows = new ArrayList<>();
        for (long i = 0; i < 30_000; i++) {
            rows.add(new Object[] {Instant.ofEpochSecond(i % 500), Instant.ofEpochMilli(1_700_000_000_000L + i)});
        }
        TableSchema schema = HiveDdl.read("CREATE TABLE t (again TIMESTAMP, once TIMESTAMP)");

        write(new OutputFormat.Parquet(256 << 20, 1 << 20, "SNAPPY", true, 0, false), schema, rows);

        assertThat(query("SELECT path_in_schema, encodings LIKE '%DICTIONARY%' FROM " + metadata()))
                .containsExactly("again|true", "once|false");
        assertThat(query("SELECT count(DISTINCT again), count(DISTINCT once), max(once) FROM " + table()))
                .containsExactly("500|30000|2023-11-14 22:13:49.999");
    }

    private static List<Object[]> noise(int count) {
        Random random = new Random(5);
        List<Object[]> rows = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            byte[] noise = new byte[150];
            random.nextBytes(noise);
            rows.add(new Object[] {i, HexFormat.of().formatHex(noise)});
        }
        return rows;
    }

    @Test
    void footerTellsHowItWasWritten() throws Exception {
        TableSchema schema = new TableSchema(List.of(new Column("word", Primitive.STRING)), "");
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            rows.add(new Object[] {i % 4 == 0 ? null : "word " + i % 10});
        }

        write(DEFAULTS, schema, rows);
        assertThat(query(
                        "SELECT compression, list_sort(string_split(encodings, ', ')), num_values, stats_null_count, stats_min_value, stats_max_value FROM "
                                + metadata()))
                .containsExactly("SNAPPY|[BIT_PACKED, PLAIN, RLE]|1000|250|word 0|word 9");

        write(new OutputFormat.Parquet(256 << 20, 1 << 20, "GZIP", true, 0, true), schema, rows);
        assertThat(query(
                        "SELECT compression, list_sort(string_split(encodings, ', ')), num_values, stats_null_count FROM "
                                + metadata()))
                .containsExactly("GZIP|[PLAIN, RLE_DICTIONARY]|1000|250");
        assertThat(query("SELECT created_by, num_rows, num_row_groups FROM parquet_file_metadata('" + file + "')"))
                .singleElement()
                .asString()
                .startsWith("parquet-mr version 1.13.1")
                .endsWith("|1000|1");
    }

    @Test
    void aFileWithoutRowsIsReadable() throws Exception {
        write(DEFAULTS, EveryType.SCHEMA, List.of());

        assertThat(query("SELECT count(*) FROM " + table())).containsExactly("0");
    }

    private String metadata() {
        return "parquet_metadata('" + file + "')";
    }

    private void write(OutputFormat.Parquet options, TableSchema schema, List<Object[]> rows) throws Exception {
        Files.write(file, ObjectRows.write(new ParquetFormat(options), schema, rows));
    }

    private String table() {
        return "read_parquet('" + file + "')";
    }

    /** Gives the rows, each as its columns' texts with bars between them. */
    private List<String> query(String sql) throws Exception {
        try (Statement statement = duckdb.createStatement()) {
            List<String> rows = new ArrayList<>();
            if (!statement.execute(sql)) {
                return rows;
            }
            try (ResultSet result = statement.getResultSet()) {
                int columns = result.getMetaData().getColumnCount();
                while (result.next()) {
                    StringBuilder row = new StringBuilder();
                    for (int i = 1; i <= columns; i++) {
                        row.append(i == 1 ? "" : "|").append(result.getString(i));
                    }
                    rows.add(row.toString());
                }
            }
            return rows;
        }
    }
}
