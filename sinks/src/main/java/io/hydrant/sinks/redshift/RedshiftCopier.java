package io.hydrant.sinks.redshift;

import io.hydrant.clients.aws.ServiceException;
import io.hydrant.sinks.s3.StagedObject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies batches into Redshift, one after the other. A connection serves as long as it works. To be used by one thread; another one may
 * close it, which ends what the first waits for.
 */
final class RedshiftCopier implements Copier {
    private static final Logger LOGGER = LoggerFactory.getLogger(RedshiftCopier.class);
    private static final int VALIDATION_SECONDS = 10;

    private final RedshiftCopyOptions options;
    private final Credentials credentials;
    private final RedshiftConnector connector;
    private final Ledger ledger;
    private final Manifests manifests;
    private final CopyObserver observer;

    private volatile @Nullable Connection connection;
    private volatile boolean closed;

    /** @throws io.hydrant.clients.aws.ServiceException if the secret with the credentials cannot be read */
    RedshiftCopier(RedshiftCopyOptions options, CopyObserver observer) {
        this.options = options;
        this.observer = observer;
        this.credentials = Credentials.open(options);
        this.connector = new RedshiftConnector(options, credentials);
        this.ledger = new Ledger(options);
        this.manifests = new Manifests(options);
    }

    @Override
    public CopyOutcome copy(CopyBatch batch) {
        try {
            return copy(batch, connection());
        } catch (SQLException e) {
            drop();
            return CopyOutcome.failed(CopyFailures.of(e, credentials.secrets()));
        } catch (ServiceException e) {
            return CopyOutcome.failed(CopyFailures.of(e, credentials.secrets()));
        } catch (IOException e) {
            drop();
            return CopyOutcome.failed(CopyFailures.of(e, credentials.secrets()));
        }
    }

    private CopyOutcome copy(CopyBatch batch, Connection open) throws SQLException, IOException {
        ledger.lock(open);
        Set<String> taken = ledger.known(open, batch.objects());
        List<StagedObject> known = new ArrayList<>();
        List<StagedObject> missing = new ArrayList<>();
        for (StagedObject object : batch.objects()) {
            // One that is in the batch twice is taken once.
            (taken.add(object.url()) ? missing : known).add(object);
        }
        if (missing.isEmpty()) {
            open.rollback();
            return new CopyOutcome(List.of(), known, null);
        }
        String manifest = manifests.write(missing);
        observer.at(CopyPoint.BEFORE_COPY);
        try (Statement statement = open.createStatement()) {
            statement.execute(CopyCommand.of(options.destination(), options.config(), manifest));
        }
        observer.at(CopyPoint.COPIED);
        ledger.enter(open, batch.id(), missing);
        observer.at(CopyPoint.ENTERED);
        open.commit();
        observer.at(CopyPoint.COMMITTED);
        return new CopyOutcome(missing, known, null);
    }

    @Override
    public String skip(CopyBatch batch, CopyFailure failure) throws IOException {
        String manifest = manifests.writeSkipped(batch, failure);
        observer.at(CopyPoint.ERROR_MANIFEST_WRITTEN);
        return manifest;
    }

    private Connection connection() throws SQLException {
        Connection open = connection;
        if (open != null && isUsable(open)) {
            return open;
        }
        drop();
        open = connector.open();
        connection = open;
        if (closed) {
            drop();
            throw new SQLException("closed while connecting", "08003");
        }
        return open;
    }

    /** Leaves no transaction behind: what one sees it must see after it has the ledger. */
    private static boolean isUsable(Connection open) {
        try {
            if (!open.isValid(VALIDATION_SECONDS)) {
                return false;
            }
            open.rollback();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** What the transaction did is undone with its connection, or has been committed: the next attempt sees. */
    private void drop() {
        Connection open = connection;
        connection = null;
        if (open == null) {
            return;
        }
        try {
            open.abort(Runnable::run);
        } catch (SQLException e) {
            LOGGER.debug("A connection to Redshift cannot be closed: {}", e.getSQLState());
        }
    }

    @Override
    public void close() {
        closed = true;
        drop();
        credentials.close();
    }
}
