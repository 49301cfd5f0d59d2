package io.hydrant.operators.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.format.OutputFormat;
import io.hydrant.operators.convert.orc.OrcFormat;
import io.hydrant.operators.convert.parquet.ParquetFormat;
import io.hydrant.operators.convert.rows.EveryType;
import io.hydrant.operators.convert.rows.ObjectRows;
import io.hydrant.operators.convert.rows.RowFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads what was written back with Flink SQL, as those who have Flink already will do. */
class FlinkSqlReadsTest {
    private static final String COLUMNS = "truth BOOLEAN, tiny TINYINT, small SMALLINT, whole INT, big BIGINT,"
            + " single FLOAT, twice DOUBLE, words STRING, fixed CHAR(5), atmost VARCHAR(20), octets BYTES, `day` DATE,"
            + " `moment` TIMESTAMP(9), price DECIMAL(9, 2), huge DECIMAL(38, 10), list ARRAY<INT>,"
            + " `map` MAP<STRING, BIGINT>";
    /** Flink cannot read what is nested deeper than that in Parquet. */
    private static final String NESTED = ", nested ROW<name STRING, items ARRAY<ROW<sku STRING, tags ARRAY<STRING>>>>,"
            + " lists MAP<INT, ARRAY<DOUBLE>>";

    private static final String ORDINARY = "+I[true, 1, -2, 3, -4, 0.5, -0.25, häßlich \uD83D\uDE00, grün, Ελλάδα,"
            + " [0, -1, 127], 2026-02-28, 2026-02-28T23:59:59.123456789, -12345.67, -1.0000000001, [1, null, 3],"
            + " {a=1, b=null}";
    private static final String NULLS = "+I[null" + ", null".repeat(16);
    private static final String SMALLEST = "+I[false, -128, -32768, -2147483648, -9223372036854775808, -3.4028235E38,"
            + " -1.7976931348623157E308, , , , [], 0001-01-01, 1969-12-31T23:59:58.000000001, -9999999.99,"
            + " -9999999999999999999999999999.9999999999";
    private static final String LARGEST = "+I[true, 127, 32767, 2147483647, 9223372036854775807, 3.4028235E38,"
            + " 1.7976931348623157E308, " + "\u0000\uFFFD".repeat(3000) + ", 12345, " + "ä".repeat(20) + ", ["
            + "120, ".repeat(69_999) + "120], 9999-12-31, 1883-11-18T12:03:58.500, 9999999.99,"
            + " 9999999999999999999999999999.9999999999, [2147483647], {=-9223372036854775808}";

    private static final TimeZone ZONE = TimeZone.getDefault();

    private static TableEnvironment flink;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        // Times are in UTC wherever a job runs.
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        flink = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        flink.getConfig().set("parallelism.default", "1");
    }

    @AfterAll
    static void restoreZone() {
        TimeZone.setDefault(ZONE);
    }

    @ParameterizedTest
    @CsvSource({"SNAPPY,0.8,false", "ZLIB,0,false", "NONE,1,true"})
    void orc(String compression, double dictionaryThreshold, boolean version011) throws Exception {
        var options = new OutputFormat.Orc(
                64 << 20,
                256 << 20,
                10_000,
                false,
                0.05,
                compression,
                List.of("words"),
                0.05,
                dictionaryThreshold,
                version011);

        assertThat(read("orc", COLUMNS + NESTED, new OrcFormat(options)))
                .containsExactly(
                        ORDINARY + ", +I[n, [+I[s1, [t1, t2]], null, +I[null, []], +I[s3, null]]],"
                                + " {1=[0.5, null], 2=[], 3=null}]",
                        NULLS + ", null, null]",
                        SMALLEST + ", [], {}, +I[null, []], {}]",
                        LARGEST + ", +I[, [+I[, []]]], {-2147483648=[NaN, -Infinity]}]");
    }

    @ParameterizedTest
    @CsvSource({"SNAPPY,false", "GZIP,true"})
    void parquet(String compression, boolean dictionary) throws Exception {
        var options = new OutputFormat.Parquet(128 << 20, 1 << 20, compression, dictionary, 0, false);

        // Flink takes a list without elements for one whose element is null; DuckDB does not.
        assertThat(read("parquet", COLUMNS, new ParquetFormat(options)))
                .containsExactly(ORDINARY + "]", NULLS + "]", SMALLEST + ", [null], {null=null}]", LARGEST + "]");
    }

    private List<String> read(String name, String columns, RowFormat format) throws Exception {
        List<Object[]> rows =
                List.of(EveryType.ordinary(), EveryType.nulls(), EveryType.smallest(), EveryType.largest());
        Files.write(folder.resolve("object"), ObjectRows.write(format, EveryType.SCHEMA, rows));
        flink.executeSql(
                "CREATE TEMPORARY TABLE " + name + " (" + columns + ") WITH ('connector' = 'filesystem', 'path' = '"
                        + folder.toUri() + "', 'format' = '" + name + "'"
                        + (name.equals("parquet") ? ", 'parquet.utc-timezone' = 'true')" : ")"));
        List<String> read = new ArrayList<>();
        try (CloseableIterator<Row> result =
                flink.executeSql("SELECT * FROM " + name).collect()) {
            result.forEachRemaining(row -> read.add(row.toString()));
        } finally {
            flink.executeSql("DROP TEMPORARY TABLE " + name);
        }
        return read;
    }
}
