package io.hydrant.sinks.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which columns of a table are written, as the database describes them. */
final class TableColumns {
    private static final String NO_TABLE = "42P01";
    private static final String NO_COLUMN = "42703";

    private TableColumns() {}

    /**
     * Asks the database.
     *
     * @param asked names of the columns; empty: all but those that the database makes itself
     * @param keys names of columns that are written too
     * @throws SQLException also if the table, or one of these columns, is not there
     */
    static List<Column> read(
            Connection connection, Dialect dialect, TableName table, List<String> asked, List<String> keys)
            throws SQLException {
        Map<String, Column> all = new LinkedHashMap<>();
        Set<String> generated = new HashSet<>();
        DatabaseMetaData metadata = connection.getMetaData();
        String escape = metadata.getSearchStringEscape();
        boolean catalogs = dialect == Dialect.MYSQL;
        String schema =
                table.schema() == null ? (catalogs ? connection.getCatalog() : connection.getSchema()) : table.schema();
        try (ResultSet columns = metadata.getColumns(
                catalogs ? schema : null,
                catalogs || schema == null ? null : escaped(schema, escape),
                escaped(table.name(), escape),
                "%")) {
            while (columns.next()) {
                String name = columns.getString("COLUMN_NAME");
                all.put(name, Column.of(name, columns.getInt("DATA_TYPE"), columns.getString("TYPE_NAME")));
                if (isYes(columns, "IS_GENERATEDCOLUMN") || isYes(columns, "IS_AUTOINCREMENT")) {
                    generated.add(name);
                }
            }
        }
        if (all.isEmpty()) {
            throw new SQLException("no such table", NO_TABLE);
        }
        List<Column> written = new ArrayList<>();
        if (asked.isEmpty()) {
            all.values().stream()
                    .filter(column -> keys.contains(column.name()) || !generated.contains(column.name()))
                    .forEach(written::add);
        } else {
            asked.forEach(name -> written.add(all.get(name)));
        }
        if (written.isEmpty() || written.contains(null) || !all.keySet().containsAll(keys)) {
            throw new SQLException("no such column", NO_COLUMN);
        }
        return written;
    }

    private static boolean isYes(ResultSet columns, String label) throws SQLException {
        return "YES".equals(columns.getString(label));
    }

    /** Names are patterns there. */
    private static String escaped(String name, String escape) {
        return name.replace("_", escape + "_").replace("%", escape + "%");
    }
}
