package io.hydrant.job;

import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.definition.StreamDefinition;
import java.time.Instant;

/**
 * What one job delivers, and where.
 *
 * @param definition the delivery stream
 * @param versionId version of its configuration, as in the names of its objects; starts at "1"
 * @param incarnation tells streams apart that have the same name one after the other; their checkpoints never mix
 * @param deliveryStart when the stream became active: a source that starts with the latest records starts there
 * @param config where this deployment's things are
 * @param drainedVersion the last version whose job ended with a drain: of the state that versions up to it have left,
 *     nothing but positions is of use to another one; 0 if there is none
 */
public record JobSpec(
        StreamDefinition definition,
        String versionId,
        String incarnation,
        Instant deliveryStart,
        HydrantConfig config,
        long drainedVersion) {
    /** Version of a stream that was never updated. */
    public static final String FIRST_VERSION = "1";

    /** Incarnation of a stream that no gateway keeps. */
    public static final String ONLY_INCARNATION = "0";

    /** A job of which no version before was drained. */
    public JobSpec(
            StreamDefinition definition,
            String versionId,
            String incarnation,
            Instant deliveryStart,
            HydrantConfig config) {
        this(definition, versionId, incarnation, deliveryStart, config, 0);
    }

    /** The version as a number. */
    long version() {
        return Long.parseLong(versionId);
    }

    /** Name of the job in Flink. */
    public String jobName() {
        return "hydrant-" + definition.name();
    }
}
