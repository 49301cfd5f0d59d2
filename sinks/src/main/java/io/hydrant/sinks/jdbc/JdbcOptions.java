package io.hydrant.sinks.jdbc;

import io.hydrant.core.config.SecretsManagerConfig;
import io.hydrant.core.definition.JdbcDestination;
import io.hydrant.core.definition.JdbcDestination.Transactions;
import io.hydrant.sinks.request.RetryRule;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is written to a table, and how.
 *
 * @param destination the table
 * @param jobId tells the prepared transactions of this job, and of itself after a restart, from those of all others that ever
 *     were; of letters, digits and hyphens
 * @param username null if it is in a secret
 * @param password null if there is none, or if it is in a secret
 * @param secretArn of a secret with username and password; null if they are in none
 * @param secrets where the secret is
 * @param connectTimeout for a connection
 * @param responseTimeout for the answer to a statement
 * @param rule how long a buffer is tried
 * @param buffersInFlight that wait to be written at a time, per subtask
 * @param maxBytesKept of records that are written but not prepared yet, per subtask, so that they can be written again
 */
public record JdbcOptions(
        JdbcDestination destination,
        String jobId,
        @Nullable String username,
        @Nullable String password,
        @Nullable String secretArn,
        SecretsManagerConfig secrets,
        Duration connectTimeout,
        Duration responseTimeout,
        RetryRule rule,
        int buffersInFlight,
        long maxBytesKept)
        implements Serializable {
    private static final long serialVersionUID = 1;

    /** Whether transactions are prepared with a checkpoint and committed when it is complete. */
    boolean isPrepared() {
        return destination.transactions() == Transactions.XA;
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "JdbcOptions[" + destination + "]";
    }
}
