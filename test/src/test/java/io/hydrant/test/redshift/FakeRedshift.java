package io.hydrant.test.redshift;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A double of Redshift: a PostgreSQL server behind a proxy that speaks what PostgreSQL does not. It takes the start-up
 * parameters of Redshift's driver, checks the password, and carries out {@code COPY ... FROM 's3://...' CREDENTIALS ...
 * MANIFEST} with {@code JSON 'auto'}, {@code CSV}, {@code DELIMITER} and {@code GZIP} in the caller's transaction, by
 * reading the manifest and its objects. All else is PostgreSQL's: transactions, locks, privileges, SQLSTATEs. A query that is
 * wrong in the tests' eyes, as one with unknown credentials, fails in Redshift's words.
 */
final class FakeRedshift implements AutoCloseable {
    static final String USER = "loader";
    static final String PASSWORD = "loadersPassword";
    /** The one that may read the bucket: that of the example in {@code conf/streams}, as the database is. */
    static final String ROLE = "arn:aws:iam::000000000000:role/redshift-reads-the-bucket";

    static final String DATABASE = "dev";

    private final EmbeddedPostgres postgres;
    private final S3Reader s3;
    private final Set<Wire> connections = ConcurrentHashMap.newKeySet();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final List<CopyCall> copies = new ArrayList<>();
    private final AtomicBoolean losesCommit = new AtomicBoolean();
    private final int port;
    private @Nullable ServerSocket server;

    /** What objects are read by. */
    @FunctionalInterface
    interface S3Reader {
        /** @throws IOException if there is no such object */
        byte[] read(String url) throws IOException;
    }

    /** What a COPY fails with. */
    record Fault(String sqlState, String message) {}

    private FakeRedshift(S3Reader s3) throws IOException, SQLException {
        this.s3 = s3;
        this.postgres = EmbeddedPostgres.builder().start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
        }
        ServerSocket first = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.port = first.getLocalPort();
        serve(first);
        execute("CREATE ROLE " + USER + " LOGIN");
        execute("GRANT CREATE ON SCHEMA public TO " + USER);
    }

    static FakeRedshift start(S3Reader s3) throws IOException, SQLException {
        return new FakeRedshift(s3);
    }

    /** {@code host:port}. */
    String endpoint() {
        return "localhost:" + port;
    }

    /** It cannot be reached any more, and what is open breaks. */
    void goAway() throws IOException {
        ServerSocket open = server;
        server = null;
        if (open != null) {
            open.close();
        }
        for (Wire connection : connections) {
            connection.close();
        }
    }

    /** It can be reached again. */
    void comeBack() throws IOException {
        serve(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));
    }

    private void serve(ServerSocket socket) {
        server = socket;
        Thread acceptor = new Thread(() -> accept(socket), "fake-redshift");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Wire client = new Wire(socket.accept());
                Thread session = new Thread(() -> serve(client), "fake-redshift-session");
                session.setDaemon(true);
                session.start();
            } catch (IOException e) {
                // Closed: it goes away.
            }
        }
    }

    private void serve(Wire client) {
        try (client;
                Wire backend = new Wire(new Socket(InetAddress.getLoopbackAddress(), postgres.getPort()))) {
            connections.add(client);
            connections.add(backend);
            try {
                new RedshiftSession(this, client, backend).run();
            } finally {
                connections.remove(client);
                connections.remove(backend);
            }
        } catch (IOException e) {
            // One of them is gone, and so is the other.
        }
    }

    /** The next COPYs fail in turn. */
    void failNext(String sqlState, String message) {
        faults.add(new Fault(sqlState, message));
    }

    /** The next transaction is committed, and its client does not hear of it. */
    void loseNextCommitAnswer() {
        losesCommit.set(true);
    }

    /** Whether the answer to what is just committed is lost. */
    boolean losesCommit() {
        return losesCommit.getAndSet(false);
    }

    /** Why a COPY must fail though PostgreSQL would do it; null if it need not. */
    @Nullable
    Fault fault(CopyCall call) {
        synchronized (copies) {
            copies.add(call);
        }
        Fault planned = faults.poll();
        if (planned != null) {
            return planned;
        }
        return call.credentials().equals("aws_iam_role=" + ROLE)
                ? null
                : new Fault(
                        "XX000", "User arn:aws:redshift:us-east-1:1:dbuser:c/u is not authorized to assume IAM Role");
    }

    byte[] object(String url) throws IOException {
        return s3.read(url);
    }

    /** All COPYs so far. */
    List<CopyCall> copies() {
        synchronized (copies) {
            return List.copyOf(copies);
        }
    }

    /** A connection of the database's owner, past the proxy. */
    Connection connection() throws SQLException {
        return postgres.getDatabase("postgres", DATABASE).getConnection();
    }

    /** As the database's owner. */
    void execute(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A table that the streams' user may write to, and none of that name that was there before. */
    void createTable(String table, String columns) throws SQLException {
        execute("DROP TABLE IF EXISTS " + table);
        execute("CREATE TABLE " + table + " (" + columns + ")");
        execute("GRANT SELECT, INSERT ON " + table + " TO " + USER);
    }

    /** The first column of all rows, as text. */
    List<String> query(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            ArrayDeque<String> found = new ArrayDeque<>();
            while (rows.next()) {
                found.add(String.valueOf(rows.getString(1)));
            }
            return List.copyOf(found);
        }
    }

    @Override
    public void close() throws IOException {
        goAway();
        postgres.close();
    }
}
