package io.hydrant.core.config;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where Kinesis data streams are, and how they are read.
 *
 * @param endpoint Kinesis endpoint URL; left out, Amazon's
 * @param region region of the streams; left out, the one in each stream's ARN
 * @param accessKey access key; left out, the environment's credentials chain
 * @param secretKey its secret
 * @param sessionToken of temporary credentials; only when polling
 * @param enhancedFanOut whether each delivery stream registers as a consumer with a throughput of its own; false: it polls
 * @param startingPosition where a delivery stream starts that does not say so itself: LATEST (the default) or
 *     TRIM_HORIZON
 * @param pollInterval time between two reads of a shard when polling; default 1 s, as Firehose does it. Kinesis takes 5
 *     reads a second and shard, of all its readers together
 * @param shardDiscoveryInterval time between two looks for new shards; default 10 s
 */
public record KinesisConfig(
        @Nullable String endpoint,
        @Nullable String region,
        @Nullable String accessKey,
        @Nullable String secretKey,
        @Nullable String sessionToken,
        boolean enhancedFanOut,
        String startingPosition,
        Duration pollInterval,
        Duration shardDiscoveryInterval)
        implements Serializable {

    private static final long serialVersionUID = 1;
    private static final String LATEST = "LATEST";

    static final KinesisConfig DEFAULT = new KinesisConfig(null, null, null, null, null, null, null, null, null);

    /** Compact form: all members are there. */
    public KinesisConfig {
        Check.httpUrl("kinesis.endpoint", endpoint);
        Check.notBlank("kinesis.region", region);
        Check.together("kinesis.accessKey", accessKey, "kinesis.secretKey", secretKey);
        if (sessionToken != null && accessKey == null) {
            throw new InvalidConfigurationException("kinesis.sessionToken: goes with kinesis.accessKey only");
        }
        if (sessionToken != null && enhancedFanOut) {
            // The connector's client for fan-out takes none.
            throw new InvalidConfigurationException(
                    "kinesis.sessionToken: does not go with kinesis.enhancedFanOut; give"
                            + " temporary credentials in the environment");
        }
        Check.oneOf("kinesis.startingPosition", startingPosition, List.of(LATEST, "TRIM_HORIZON"));
        Check.range("kinesis.pollInterval", pollInterval, Duration.ofMillis(10), Duration.ofMinutes(1));
        Check.range(
                "kinesis.shardDiscoveryInterval",
                shardDiscoveryInterval,
                Duration.ofMillis(100),
                Duration.ofMinutes(10));
    }

    public KinesisConfig(
            @Nullable String endpoint,
            @Nullable String region,
            @Nullable String accessKey,
            @Nullable String secretKey,
            @Nullable String sessionToken,
            @Nullable Boolean enhancedFanOut,
            @Nullable String startingPosition,
            @Nullable Duration pollInterval,
            @Nullable Duration shardDiscoveryInterval) {
        this(
                endpoint,
                region,
                accessKey,
                secretKey,
                sessionToken,
                enhancedFanOut != null && enhancedFanOut.booleanValue(),
                startingPosition == null ? LATEST : startingPosition,
                pollInterval == null ? Duration.ofSeconds(1) : pollInterval,
                shardDiscoveryInterval == null ? Duration.ofSeconds(10) : shardDiscoveryInterval);
    }

    @Override
    public String toString() {
        return "KinesisConfig[" + endpoint + ", " + region + "]";
    }
}
