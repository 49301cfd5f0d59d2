package io.hydrant.sinks.jdbc;

import io.hydrant.core.record.RecordBatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection with the transaction that rows are written in. After an exception it can only be closed. Not thread-safe. */
final class Session implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Session.class);

    private final Connection connection;
    private final Dialect dialect;
    private final TableWriter writer;
    private boolean begun;

    private Session(Connection connection, Dialect dialect, TableWriter writer) {
        this.connection = connection;
        this.dialect = dialect;
        this.writer = writer;
    }

    /** Connects, and looks at the table. */
    static Session open(Database database, JdbcOptions options) throws SQLException {
        Connection connection = database.connect();
        try {
            TableWriter writer = TableWriter.open(connection, database.dialect(), options);
            connection.setAutoCommit(false);
            return new Session(connection, database.dialect(), writer);
        } catch (SQLException e) {
            Statements.closeQuietly(connection);
            throw e;
        }
    }

    /** Writes records in the transaction, and begins one if there is none. */
    void write(List<RecordBatch> records, TableWriter.Rejections rejected) throws SQLException {
        if (!begun) {
            Statements.execute(connection, dialect.atBegin());
            begun = true;
        }
        writer.write(records, rejected);
    }

    /** Makes everything visible that was written. */
    void commit() throws SQLException {
        connection.commit();
        begun = false;
    }

    /** Makes everything outlast this connection that was written; somebody else commits it, by this name. */
    void prepare(String transaction) throws SQLException {
        Statements.execute(connection, "PREPARE TRANSACTION '" + transaction + "'");
        // For the driver: the transaction is no longer this connection's.
        connection.commit();
        begun = false;
    }

    /** Takes back everything that was written. */
    void rollback() throws SQLException {
        connection.rollback();
        begun = false;
    }

    /** From another thread: whoever waits for the database does so no longer. */
    void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOGGER.debug("A connection could not be given up: SQLSTATE {}", e.getSQLState());
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (SQLException e) {
            LOGGER.debug("A statement could not be closed: SQLSTATE {}", e.getSQLState());
        }
        Statements.closeQuietly(connection);
    }
}
