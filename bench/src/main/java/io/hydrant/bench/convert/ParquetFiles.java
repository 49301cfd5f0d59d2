package io.hydrant.bench.convert;

import io.hydrant.bench.records.Tally;
import io.hydrant.core.schema.TableSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads Parquet files with DuckDB. */
final class ParquetFiles {
    private ParquetFiles() {}

    /** @throws IllegalStateException if they cannot be read, or have other columns */
    static Tally tally(List<Path> files, TableSchema schema) {
        String names = schema.columns().stream()
                .map(column -> "\"" + column.name() + "\"")
                .collect(Collectors.joining(", "));
        String list = files.stream().map(file -> "'" + file + "'").collect(Collectors.joining(", "));
        RowText rows = new RowText(schema.columns());
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            // All rows at once would not fit.
            statement.execute("SET jdbc_stream_results = true");
            try (ResultSet found = statement.executeQuery("SELECT " + names + " FROM read_parquet([" + list + "])")) {
                List<@Nullable Object> row = new ArrayList<>();
                while (found.next()) {
                    row.clear();
                    for (int i = 1; i <= schema.columns().size(); i++) {
                        row.add(found.getObject(i));
                    }
                    rows.add(row);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB cannot read the files: " + e.getMessage(), e);
        }
        return rows.tally();
    }
}
