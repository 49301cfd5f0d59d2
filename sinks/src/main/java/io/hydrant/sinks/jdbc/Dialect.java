package io.hydrant.sinks.jdbc;

import io.hydrant.core.definition.JdbcDestination.Database;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/** What is said to PostgreSQL in other words than to MySQL. */
enum Dialect {
    /** PostgreSQL by its own driver. */
    POSTGRESQL('"') {
        @Override
        void addTo(Properties properties, Duration connectTimeout, Duration responseTimeout) {
            properties.setProperty("connectTimeout", seconds(connectTimeout));
            properties.setProperty("loginTimeout", seconds(connectTimeout));
            properties.setProperty("socketTimeout", seconds(responseTimeout));
            properties.setProperty("tcpKeepAlive", "true");
            properties.setProperty("ApplicationName", "Hydrant");
            properties.setProperty("reWriteBatchedInserts", "true");
            // Values go as text, and each column reads its own: what a value has to look like is the column's business.
            properties.setProperty("stringtype", "unspecified");
        }

        @Override
        String onConflict(List<String> keys, List<String> others) {
            return " ON CONFLICT (" + list(keys) + ")"
                    + (others.isEmpty() ? " DO NOTHING" : " DO UPDATE SET " + set(others, "EXCLUDED.%s"));
        }

        @Override
        List<String> atBegin() {
            // What a transaction breaks when it ends cannot be told from the rows that are well.
            return List.of("SET CONSTRAINTS ALL IMMEDIATE");
        }

        @Override
        List<String> atOpen() {
            return List.of("SET TIME ZONE 'UTC'");
        }
    },

    /** MySQL and MariaDB by either's driver. */
    MYSQL('`') {
        @Override
        void addTo(Properties properties, Duration connectTimeout, Duration responseTimeout) {
            properties.setProperty("connectTimeout", Long.toString(connectTimeout.toMillis()));
            properties.setProperty("socketTimeout", Long.toString(responseTimeout.toMillis()));
            properties.setProperty("rewriteBatchedStatements", "true");
        }

        @Override
        String onConflict(List<String> keys, List<String> others) {
            return " ON DUPLICATE KEY UPDATE " + set(others.isEmpty() ? keys : others, "VALUES(%s)");
        }

        @Override
        List<String> atBegin() {
            return List.of();
        }

        @Override
        List<String> atOpen() {
            return List.of(
                    "SET time_zone = '+00:00'", "SET SESSION sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES')");
        }
    };

    private final String quote;

    Dialect(char quote) {
        this.quote = String.valueOf(quote);
    }

    static Dialect of(Database database) {
        return switch (database) {
            case POSTGRESQL -> POSTGRESQL;
            case MYSQL -> MYSQL;
        };
    }

    /** Adds what a connection is to be like, unless its URL says otherwise. */
    abstract void addTo(Properties properties, Duration connectTimeout, Duration responseTimeout);

    /** Statements for a new connection. */
    abstract List<String> atOpen();

    /** Statements at the beginning of each transaction. */
    abstract List<String> atBegin();

    abstract String onConflict(List<String> keys, List<String> others);

    /** A statement that writes one row, all columns of which are parameters. */
    String insert(TableName table, List<String> columns, List<String> keys) {
        String values = columns.stream().map(column -> "?").collect(Collectors.joining(","));
        List<String> others =
                columns.stream().filter(column -> !keys.contains(column)).toList();
        return "INSERT INTO " + (table.schema() == null ? "" : quoted(table.schema()) + ".") + quoted(table.name())
                + " (" + list(columns) + ") VALUES (" + values + ")" + (keys.isEmpty() ? "" : onConflict(keys, others));
    }

    String list(List<String> names) {
        return names.stream().map(this::quoted).collect(Collectors.joining(","));
    }

    String set(List<String> names, String format) {
        return names.stream()
                .map(name -> quoted(name) + "=" + format.replace("%s", quoted(name)))
                .collect(Collectors.joining(","));
    }

    private String quoted(String name) {
        return quote + name.replace(quote, quote + quote) + quote;
    }

    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.toSeconds()));
    }
}
