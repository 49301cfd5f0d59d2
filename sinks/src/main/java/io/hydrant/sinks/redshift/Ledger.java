package io.hydrant.sinks.redshift;

import io.hydrant.sinks.s3.StagedObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The table in the stream's database that says which objects were copied: a row for each, entered by the transaction that
 * copied it. To be used by one thread.
 */
final class Ledger {
    private static final String UNDEFINED_TABLE = "42P01";
    /** Redshift's own word for it in some places. */
    private static final String INVALID_SCHEMA = "3F000";

    private final String table;
    private final String stream;

    Ledger(RedshiftCopyOptions options) {
        this.table = options.config().ledgerTable(options.stream());
        this.stream = options.stream();
    }

    /** What makes it, if nobody has. */
    String ddl() {
        return "CREATE TABLE IF NOT EXISTS " + table + " ("
                + "stream VARCHAR(64) NOT NULL, "
                + "object VARCHAR(1200) NOT NULL, "
                + "batch VARCHAR(36) NOT NULL, "
                + "records BIGINT NOT NULL, "
                + "loaded_at TIMESTAMP NOT NULL)";
    }

    /**
     * Begins a transaction with the ledger locked, and makes the ledger first if it is not there. Waits for whoever has it:
     * an attempt that nobody waits for any more either commits before, and is seen, or never. It is the first statement,
     * because in Redshift a transaction sees what was committed before its first SELECT, not what is committed later.
     */
    void lock(Connection connection) throws SQLException {
        try {
            execute(connection, "LOCK TABLE " + table);
        } catch (SQLException missing) {
            String state = String.valueOf(missing.getSQLState());
            if (!state.equals(UNDEFINED_TABLE) && !state.equals(INVALID_SCHEMA)) {
                throw missing;
            }
            connection.rollback();
            create(connection);
            execute(connection, "LOCK TABLE " + table);
        }
    }

    /** Another stream may be doing the same: then one of them fails, and both find it. */
    private void create(Connection connection) throws SQLException {
        try {
            execute(connection, ddl());
            connection.commit();
        } catch (SQLException refused) {
            connection.rollback();
            try {
                execute(connection, "SELECT 1 FROM " + table + " WHERE 1 = 0");
            } catch (SQLException stillMissing) {
                throw refused;
            }
            connection.rollback();
        }
    }

    /** The URLs of those objects that are in it; the caller's to change. */
    Set<String> known(Connection connection, List<StagedObject> objects) throws SQLException {
        String parameters = String.join(", ", Collections.nCopies(objects.size(), "?"));
        String sql = "SELECT object FROM " + table + " WHERE stream = ? AND object IN (" + parameters + ")";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, stream);
            for (int i = 0; i < objects.size(); i++) {
                select.setString(i + 2, objects.get(i).url());
            }
            Set<String> known = new HashSet<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    known.add(rows.getString(1));
                }
            }
            return known;
        }
    }

    /** Enters objects, with one statement: Redshift is slow with many. */
    void enter(Connection connection, UUID batch, List<StagedObject> objects) throws SQLException {
        String rows = String.join(", ", Collections.nCopies(objects.size(), "(?, ?, ?, ?, ?)"));
        String sql = "INSERT INTO " + table + " (stream, object, batch, records, loaded_at) VALUES " + rows;
        LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            int parameter = 1;
            for (StagedObject object : objects) {
                insert.setString(parameter++, stream);
                insert.setString(parameter++, object.url());
                insert.setString(parameter++, batch.toString());
                insert.setLong(parameter++, object.records());
                insert.setObject(parameter++, now);
            }
            insert.executeUpdate();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
