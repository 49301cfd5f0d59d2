package io.hydrant.sinks.splunk;

import io.hydrant.core.config.InvalidConfigurationException;
import io.hydrant.core.config.SecretsManagerConfig;
import io.hydrant.core.config.TlsConfig;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to Splunk, and how.
 *
 * @param endpoint URL of the collector, without a path
 * @param raw whether records are raw data; else each is an event of the collector's JSON
 * @param token that the collector knows its callers by; null if it is in a secret
 * @param secretArn of a secret with the token; null if it is in none
 * @param secrets where the secret is
 * @param delimiter put behind each record; may be empty
 * @param acknowledgmentTimeout from when a request was taken
 * @param acknowledgmentPollInterval between an answer to a question for acknowledgments and the next question
 * @param connectTimeout for a connection
 * @param responseTimeout for the whole answer
 * @param tls certificates
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SplunkOptions(
        String endpoint,
        boolean raw,
        @Nullable String token,
        @Nullable String secretArn,
        SecretsManagerConfig secrets,
        byte[] delimiter,
        Duration acknowledgmentTimeout,
        Duration acknowledgmentPollInterval,
        Duration connectTimeout,
        Duration responseTimeout,
        TlsConfig tls)
        implements Serializable {
    private static final long serialVersionUID = 1;
    /** A question that hangs must leave time for others within the wait for an acknowledgment. */
    private static final int QUESTIONS_PER_WAIT = 4;

    /** @throws InvalidConfigurationException if there is no token, or none that could be shown: one line, without it */
    public SplunkOptions {
        if (token == null && secretArn == null) {
            throw new InvalidConfigurationException(
                    "HECToken is missing: give it in the stream's definition, as hecToken in"
                            + " delivery.credentials, or in a secret that SecretsManagerConfiguration names");
        }
        if (token != null && !CollectorToken.isUsable(token)) {
            throw new InvalidConfigurationException(
                    "HECToken has characters that no token has, such as spaces or line ends; copy it again");
        }
    }

    /** For an answer to a question for acknowledgments. */
    Duration questionTimeout() {
        Duration part = acknowledgmentTimeout.dividedBy(QUESTIONS_PER_WAIT);
        return part.compareTo(responseTimeout) < 0 ? part : responseTimeout;
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "SplunkOptions[" + endpoint + "]";
    }
}
