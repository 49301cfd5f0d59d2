package io.hydrant.test.format;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Asks files, of which DuckDB has readers of its own. */
public final class DuckDb {
    private DuckDb() {}

    /**
     * What a query gives.
     *
     * @param sql in which {@code %s} stands for the file
     * @return rows of which each is its columns' values as text with commas between
     */
    public static List<String> query(Path file, String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql.formatted("'" + file + "'"))) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getObject(i)));
                }
                rows.add(String.join(",", row));
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(file + " is not what DuckDB can read", e);
        }
    }
}
