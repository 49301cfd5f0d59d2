package io.hydrant.core.config;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How Splunk's indexers are waited for.
 *
 * @param acknowledgmentTimeout in place of each stream's HECAcknowledgmentTimeoutInSeconds, which is 3 min at least; left
 *     out, as the stream says
 * @param acknowledgmentPollInterval between two questions for acknowledgments, per subtask; default 1 s
 */
public record SplunkConfig(@Nullable Duration acknowledgmentTimeout, Duration acknowledgmentPollInterval)
        implements Serializable {
    private static final long serialVersionUID = 1;

    static final SplunkConfig DEFAULT = new SplunkConfig(null, null);

    /** As in the file: what may be left out is null. */
    public SplunkConfig(@Nullable Duration acknowledgmentTimeout, @Nullable Duration acknowledgmentPollInterval) {
        this.acknowledgmentTimeout = acknowledgmentTimeout;
        this.acknowledgmentPollInterval =
                acknowledgmentPollInterval == null ? Duration.ofSeconds(1) : acknowledgmentPollInterval;
        if (acknowledgmentTimeout != null) {
            Check.range(
                    "delivery.splunk.acknowledgmentTimeout",
                    acknowledgmentTimeout,
                    Duration.ofMillis(100),
                    Duration.ofMinutes(10));
        }
        Check.range(
                "delivery.splunk.acknowledgmentPollInterval",
                this.acknowledgmentPollInterval,
                Duration.ofMillis(10),
                Duration.ofSeconds(30));
    }
}
