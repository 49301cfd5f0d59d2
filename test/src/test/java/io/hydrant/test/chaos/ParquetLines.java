package io.hydrant.test.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads a Parquet object with DuckDB: each row becomes a JSON object on a line of its own. */
final class ParquetLines {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ParquetLines() {}

    static InputStream of(InputStream object) throws IOException {
        Path file = Files.createTempFile("object", ".parquet");
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            Files.copy(object, file, StandardCopyOption.REPLACE_EXISTING);
            try (ResultSet rows = statement.executeQuery("SELECT * FROM read_parquet('" + file + "')")) {
                return new ByteArrayInputStream(lines(rows).getBytes(UTF_8));
            }
        } catch (SQLException e) {
            throw new IOException("is not a Parquet file that DuckDB reads", e);
        } finally {
            Files.delete(file);
        }
    }

    private static String lines(ResultSet rows) throws SQLException {
        StringBuilder lines = new StringBuilder();
        while (rows.next()) {
            ObjectNode line = JSON.createObjectNode();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                line.putPOJO(rows.getMetaData().getColumnName(i), rows.getObject(i));
            }
            lines.append(line).append('\n');
        }
        return lines.toString();
    }
}
