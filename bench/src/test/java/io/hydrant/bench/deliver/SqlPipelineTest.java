package io.hydrant.bench.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.bench.records.OutputFolder;
import java.nio.file.Path;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlPipelineTest {
    @TempDir
    Path folder;

    /** Why the table of results has no gzip row for Flink SQL: the connector refuses such an option... */
    @ParameterizedTest
    @ValueSource(strings = {"compression", "sink.compression"})
    void flinkSqlRefusesToCompressRawFiles(String option) {
        TableEnvironment tables = tablesWith(option);

        assertThatThrownBy(() -> tables.explainSql("INSERT INTO files VALUES (x'00')"))
                .rootCause()
                .hasMessageContaining("Unsupported options")
                .hasMessageContaining(option);
    }

    /** ...or does not look at it. */
    @Test
    void flinkSqlLeavesRawFilesUncompressedWhateverTheFormatIsTold() throws Exception {
        TableEnvironment tables = tablesWith("raw.compression");

        tables.executeSql("INSERT INTO files VALUES (x'616263')").await();

        assertThat(new OutputFolder(folder).files())
                .singleElement()
                .satisfies(file -> assertThat(file).hasContent("abc\n"));
    }

    private TableEnvironment tablesWith(String option) {
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        tables.getConfig().set(CoreOptions.DEFAULT_PARALLELISM, 1);
        tables.executeSql(SqlPipeline.filesTable(folder.toUri().toString(), ", '" + option + "' = 'gzip'"));
        return tables;
    }
}
