package io.hydrant.sinks.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Statements without parameters. */
final class Statements {
    private static final Logger LOGGER = LoggerFactory.getLogger(Statements.class);

    private Statements() {}

    static void execute(Connection connection, String sql) throws SQLException {
        execute(connection, List.of(sql));
    }

    static void execute(Connection connection, List<String> all) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : all) {
                statement.execute(sql);
            }
        }
    }

    /** What it had begun is given up by the database; that it did not even take leave changes nothing. */
    static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOGGER.debug("A connection could not be closed: SQLSTATE {}", e.getSQLState());
        }
    }
}
