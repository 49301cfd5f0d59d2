package io.hydrant.sinks.jdbc;

import io.hydrant.core.record.RecordBatch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as rows, in the transaction of a connection. Rows go in batches, each behind a savepoint. A batch that fails
 * by the fault of a row is taken back and written in halves, and these in halves, until the rows are found that cannot be
 * written; all others are. Not thread-safe.
 */
final class TableWriter implements AutoCloseable {
    /** Rows in a batch: enough that a round trip to the database counts for little. */
    static final int BATCH = 1000;

    private static final String SAVEPOINT = "hydrant";

    private final Connection connection;
    private final PreparedStatement insert;
    private final RowReader reader;
    /** Columns that tell rows apart; none: all rows are new. */
    private final int[] keys;

    /** Of the rows of a batch; null: it is rejected already. */
    private final @Nullable RecordBatch[] batches = new RecordBatch[BATCH];

    private final int[] indexes = new int[BATCH];
    private final Set<String> seen = new HashSet<>();
    private int count;
    private Rejections rejections = (batch, i, failure) -> {};

    /** Takes a record that no row can be made of. */
    @FunctionalInterface
    interface Rejections {
        void reject(RecordBatch batch, int i, SqlFailure failure);
    }

    private TableWriter(Connection connection, PreparedStatement insert, RowReader reader, int[] keys) {
        this.connection = connection;
        this.insert = insert;
        this.reader = reader;
        this.keys = keys;
    }

    /** For the table as it is now. */
    static TableWriter open(Connection connection, Dialect dialect, JdbcOptions options) throws SQLException {
        TableName table = TableName.of(options.destination().table());
        List<String> keys = options.destination().keyColumns();
        List<Column> columns = TableColumns.read(
                connection, dialect, table, options.destination().columns(), keys);
        List<String> names = columns.stream().map(Column::name).toList();
        PreparedStatement insert = connection.prepareStatement(dialect.insert(table, names, keys));
        int[] positions = keys.stream().mapToInt(names::indexOf).toArray();
        return new TableWriter(connection, insert, new RowReader(columns), positions);
    }

    /**
     * Writes all records but those that no row can be made of.
     *
     * @param rejected takes these; in vain if this method fails
     * @throws SQLException if it is no row's fault: then nothing is known of what the transaction holds
     */
    void write(List<RecordBatch> records, Rejections rejected) throws SQLException {
        rejections = rejected;
        count = 0;
        for (RecordBatch batch : records) {
            for (int i = 0; i < batch.size(); i++) {
                batches[count] = batch;
                indexes[count++] = i;
                if (count == BATCH) {
                    writeHalves(0, count);
                    count = 0;
                }
            }
        }
        writeHalves(0, count);
    }

    private void writeHalves(int from, int to) throws SQLException {
        SqlFailure failure = from == to ? null : tryToWrite(from, to);
        if (failure == null) {
            return;
        }
        RecordBatch last = batches[from];
        if (to - from == 1 && last != null) {
            rejections.reject(last, indexes[from], failure);
            return;
        }
        int middle = (from + to) >>> 1;
        writeHalves(from, middle);
        writeHalves(middle, to);
    }

    /** Gives what went wrong if it is the fault of a row, of which none has been written then. */
    private @Nullable SqlFailure tryToWrite(int from, int to) throws SQLException {
        Statements.execute(connection, "SAVEPOINT " + SAVEPOINT);
        try {
            if (add(from, to)) {
                insert.executeBatch();
            }
        } catch (SQLException e) {
            SqlFailure failure = SqlFailure.of(e);
            if (!failure.ofRow()) {
                throw e;
            }
            insert.clearBatch();
            Statements.execute(connection, "ROLLBACK TO SAVEPOINT " + SAVEPOINT);
            return failure;
        }
        Statements.execute(connection, "RELEASE SAVEPOINT " + SAVEPOINT);
        return null;
    }

    /**
     * Adds the rows to the statement's batch, the last one first: of those with one key only that is written, because a
     * statement must not write a row twice.
     */
    private boolean add(int from, int to) throws SQLException {
        seen.clear();
        boolean any = false;
        for (int r = to - 1; r >= from; r--) {
            RecordBatch batch = batches[r];
            if (batch == null) {
                continue;
            }
            int i = indexes[r];
            String problem = reader.read(batch.bytes(), batch.start(i), batch.end(i));
            if (problem != null) {
                rejections.reject(batch, i, SqlFailure.unreadable(problem));
                batches[r] = null;
            } else if (isNew()) {
                bind();
                any = true;
            }
        }
        return any;
    }

    private boolean isNew() {
        if (keys.length == 0) {
            return true;
        }
        StringBuilder key = new StringBuilder();
        for (int column : keys) {
            String value = String.valueOf(reader.row()[column]);
            key.append(value.length()).append(':').append(value);
        }
        return seen.add(key.toString());
    }

    private void bind() throws SQLException {
        @Nullable Object[] row = reader.row();
        for (int c = 0; c < row.length; c++) {
            Object value = row[c];
            if (value instanceof String text) {
                insert.setString(c + 1, text);
            } else if (value instanceof byte[] bytes) {
                insert.setBytes(c + 1, bytes);
            } else {
                insert.setNull(c + 1, Types.VARCHAR);
            }
        }
        insert.addBatch();
    }

    @Override
    public void close() throws SQLException {
        insert.close();
    }
}
