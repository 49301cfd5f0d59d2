package io.hydrant.gateway.store;

import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.config.StoreConfig;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.core.model.FirehoseException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivery streams in a database: an H2 file that belongs to this process alone, or a PostgreSQL database that several
 * gateways share. What a call has written survives a crash. Safe to share between threads; throws jdbi's unchecked
 * exceptions if the database does not answer.
 */
public final class StreamStore implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(StreamStore.class);
    /** SQL's class of integrity constraint violations. */
    private static final String CONSTRAINT_VIOLATION = "23";

    private final Jdbi jdbi;
    private final boolean embedded;
    /** Definitions by incarnation and version, so that reading all streams each second parses nothing twice. */
    private final Map<String, StreamDefinition> parsed = new ConcurrentHashMap<>();

    /** An embedded database stays open as long as something is connected to it. */
    private final @Nullable Handle anchor;

    private StreamStore(Jdbi jdbi, boolean embedded) {
        this.jdbi = jdbi;
        this.embedded = embedded;
        this.anchor = embedded ? jdbi.open() : null;
    }

    /** Connects to the configured database and brings its tables up to date. */
    public static StreamStore open(HydrantConfig config) {
        StoreConfig store = config.store();
        String url = store.url() == null ? fileUrl(config) : store.url();
        Flyway.configure()
                .dataSource(url, store.user(), store.password())
                .locations("classpath:io/hydrant/gateway/store")
                .table("hydrant_schema_history")
                .load()
                .migrate();
        boolean embedded = url.startsWith("jdbc:h2:");
        StreamStore opened = new StreamStore(connectTo(url, store), embedded);
        if (embedded) {
            // The file is locked: whoever held the lease is gone.
            opened.jdbi.useHandle(handle -> handle.execute("UPDATE reconciler_lease SET expires_millis = 0"));
        }
        return opened;
    }

    private static Jdbi connectTo(String url, StoreConfig store) {
        Properties login = new Properties();
        if (store.user() != null) {
            login.setProperty("user", store.user());
        }
        if (store.password() != null) {
            login.setProperty("password", store.password());
        }
        return Jdbi.create(url, login);
    }

    /**
     * {@code retry} opens the file again after an interrupted thread has closed it; WRITE_DELAY=0 writes a commit before it
     * returns; closing at exit is left to {@link #close}.
     */
    private static String fileUrl(HydrantConfig config) {
        String file = config.dataDirectory().toAbsolutePath().resolve("streams").toString();
        return "jdbc:h2:retry:" + file + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    }

    /** Adds a stream; false if there is one of its name already. */
    public boolean insert(DeliveryStream stream) {
        try {
            jdbi.useHandle(handle -> {
                handle.createUpdate("""
                                INSERT INTO delivery_stream
                                  (name, arn, status, version_id, create_millis, delivery_start_millis, incarnation,
                                   definition)
                                VALUES (:name, :arn, :status, :version, :created, :started, :incarnation, :definition)
                                """)
                        .bind("name", stream.name())
                        .bind("arn", stream.arn())
                        .bind("status", stream.status().name())
                        .bind("version", stream.versionId())
                        .bind("created", stream.createMillis())
                        .bind("started", millis(stream.deliveryStart()))
                        .bind("incarnation", stream.incarnation())
                        .bind("definition", stream.definition().toString())
                        .execute();
                secure(handle);
            });
            return true;
        } catch (UnableToExecuteStatementException e) {
            if (e.getCause() instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().startsWith(CONSTRAINT_VIOLATION)) {
                return false;
            }
            throw e;
        }
    }

    /** The stream of that name; null if there is none. */
    public @Nullable DeliveryStream get(String name) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM delivery_stream WHERE name = :name")
                .bind("name", name)
                .map(this::read)
                .findOne()
                .orElse(null));
    }

    /** All streams, by name in the order of its characters' codes; a row that this build cannot read is left out. */
    public List<DeliveryStream> list() {
        List<Optional<DeliveryStream>> rows =
                jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM delivery_stream")
                        .map(this::readIfPossible)
                        .list());
        List<DeliveryStream> streams = rows.stream()
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(DeliveryStream::name))
                .toList();
        Set<String> live = new HashSet<>();
        streams.forEach(stream -> {
            live.add(key(stream.incarnation(), stream.versionId()));
            live.add(key(stream.incarnation(), stream.deployed().versionId()));
        });
        parsed.keySet().retainAll(live);
        return streams;
    }

    /** Moves this incarnation of a stream on; false if it is not in the status it should come from. */
    public boolean updateStatus(DeliveryStream stream, StreamStatus to) {
        return jdbi.withHandle(handle -> {
            int rows = handle.createUpdate("""
                            UPDATE delivery_stream SET status = :to
                            WHERE name = :name AND incarnation = :incarnation AND status = :from
                            """)
                    .bind("to", to.name())
                    .bind("name", stream.name())
                    .bind("incarnation", stream.incarnation())
                    .bind("from", stream.status().name())
                    .execute();
            secure(handle);
            return rows == 1;
        });
    }

    /**
     * Marks the beginning of a stream's delivery, unless it has begun before.
     *
     * @return the same stream with the beginning that counts, which is the first one ever given
     */
    public DeliveryStream beginDelivery(DeliveryStream stream, Instant now) {
        if (stream.deliveryStart() != null) {
            return stream;
        }
        Long start = jdbi.withHandle(handle -> {
            handle.createUpdate("""
                            UPDATE delivery_stream SET delivery_start_millis = :start
                            WHERE name = :name AND incarnation = :incarnation AND delivery_start_millis IS NULL
                            """)
                    .bind("start", now.toEpochMilli())
                    .bind("name", stream.name())
                    .bind("incarnation", stream.incarnation())
                    .execute();
            secure(handle);
            return handle.createQuery("""
                            SELECT delivery_start_millis FROM delivery_stream
                            WHERE name = :name AND incarnation = :incarnation
                            """)
                    .bind("name", stream.name())
                    .bind("incarnation", stream.incarnation())
                    .mapTo(Long.class)
                    .findOne()
                    .orElseThrow(() -> new IllegalStateException("Stream " + stream.name() + " is gone"));
        });
        return stream.begun(Instant.ofEpochMilli(start));
    }

    /**
     * Gives a stream its next version, and makes it UPDATING; what its job runs is kept until {@link #endUpdate}.
     *
     * @param stream as it was read
     * @param definition of the next version
     * @return false if the stream has changed since it was read
     */
    public boolean update(DeliveryStream stream, StreamDefinition definition, Instant now) {
        DeliveryStream deployed = stream.deployed();
        return jdbi.withHandle(handle -> {
            int rows = handle.createUpdate("""
                            UPDATE delivery_stream SET status = 'UPDATING', version_id = :version + 1,
                              definition = :definition, update_millis = :now, running_version = :runningVersion,
                              running_definition = :runningDefinition
                            WHERE name = :name AND incarnation = :incarnation AND version_id = :version
                              AND status = :status
                            """)
                    .bind("version", stream.versionId())
                    .bind("definition", definition.toString())
                    .bind("now", now.toEpochMilli())
                    .bind("runningVersion", deployed.versionId())
                    .bind("runningDefinition", deployed.definition().toString())
                    .bind("name", stream.name())
                    .bind("incarnation", stream.incarnation())
                    .bind("status", stream.status().name())
                    .execute();
            secure(handle);
            return rows == 1;
        });
    }

    /**
     * Makes a stream ACTIVE whose job of the version before has ended.
     *
     * @param drained whether that job has delivered all it had read
     * @return false if the stream is not UPDATING to this version any more
     */
    public boolean endUpdate(DeliveryStream stream, boolean drained) {
        Long drainedVersion = drained
                ? Long.valueOf(stream.deployed().versionId())
                : positive(stream.updates().drainedVersion());
        return jdbi.withHandle(handle -> {
            int rows = handle.createUpdate("""
                            UPDATE delivery_stream SET status = 'ACTIVE', running_version = NULL,
                              running_definition = NULL, drained_version = :drained
                            WHERE name = :name AND incarnation = :incarnation AND version_id = :version
                              AND status = 'UPDATING'
                            """)
                    .bind("drained", drainedVersion)
                    .bind("name", stream.name())
                    .bind("incarnation", stream.incarnation())
                    .bind("version", stream.versionId())
                    .execute();
            secure(handle);
            return rows == 1;
        });
    }

    private static @Nullable Long positive(long number) {
        return number > 0 ? Long.valueOf(number) : null;
    }

    /** Removes this incarnation of a stream. */
    public void delete(DeliveryStream stream) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("DELETE FROM delivery_stream WHERE name = :name AND incarnation = :incarnation")
                    .bind("name", stream.name())
                    .bind("incarnation", stream.incarnation())
                    .execute();
            secure(handle);
        });
    }

    /**
     * Takes or keeps the right to look after jobs, which only one gateway may have at a time.
     *
     * @param holder tells this gateway from others
     * @param forHowLong after which others may take it
     * @return whether this gateway has it now
     */
    public boolean holdLease(String holder, Duration forHowLong) {
        long now = System.currentTimeMillis();
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                UPDATE reconciler_lease SET holder = :holder, expires_millis = :expires
                                WHERE id = 1 AND (holder = :holder OR expires_millis < :now)
                                """)
                        .bind("holder", holder)
                        .bind("expires", now + forHowLong.toMillis())
                        .bind("now", now)
                        .execute()
                == 1);
    }

    /** Lets others look after jobs at once. */
    public void releaseLease(String holder) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "UPDATE reconciler_lease SET expires_millis = 0 WHERE id = 1 AND holder = :holder")
                .bind("holder", holder)
                .execute());
    }

    /** Closes an embedded database; a shared one is left alone. */
    @Override
    public void close() {
        if (anchor != null) {
            anchor.close();
        }
    }

    /** H2 leaves a commit to the operating system's cache unless told to wait for the disk. */
    private void secure(Handle handle) {
        if (embedded) {
            handle.execute("CHECKPOINT SYNC");
        }
    }

    private Optional<DeliveryStream> readIfPossible(ResultSet row, StatementContext context) throws SQLException {
        try {
            return Optional.of(read(row, context));
        } catch (FirehoseException | IllegalArgumentException e) {
            LOGGER.error("Stream {} is in the store but cannot be read by this build", row.getString("name"), e);
            return Optional.empty();
        }
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : Long.valueOf(time.toEpochMilli());
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private DeliveryStream read(ResultSet row, StatementContext context) throws SQLException {
        String incarnation = row.getString("incarnation");
        long version = row.getLong("version_id");
        String definition = row.getString("definition");
        return new DeliveryStream(
                row.getString("name"),
                row.getString("arn"),
                StreamStatus.valueOf(row.getString("status")),
                version,
                row.getLong("create_millis"),
                instant(row.getObject("delivery_start_millis", Long.class)),
                incarnation,
                parse(incarnation, version, definition),
                updates(row, incarnation));
    }

    private StreamUpdates updates(ResultSet row, String incarnation) throws SQLException {
        Long running = row.getObject("running_version", Long.class);
        String definition = row.getString("running_definition");
        return new StreamUpdates(
                instant(row.getObject("update_millis", Long.class)),
                running == null ? null : new RunningVersion(running, parse(incarnation, running, definition)),
                row.getLong("drained_version"));
    }

    private StreamDefinition parse(String incarnation, long version, String definition) {
        return parsed.computeIfAbsent(key(incarnation, version), key -> StreamDefinition.parse(definition));
    }

    private static String key(String incarnation, long version) {
        return incarnation + "/" + version;
    }
}
