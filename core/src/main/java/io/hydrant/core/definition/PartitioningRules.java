package io.hydrant.core.definition;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import io.hydrant.core.jq.JqQuery;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.core.prefix.PartitionKey;
import io.hydrant.core.prefix.PartitionKey.Namespace;
import io.hydrant.core.prefix.PartitionKeys;
import java.util.List;

/** What Firehose demands of a stream with dynamic partitioning, in Amazon's words where they are known. */
final class PartitioningRules {
    private static final int MIN_SIZE = 64;
    private static final int MIN_INTERVAL = 60;
    /** As many as jq may give. */
    private static final int MAX_KEYS = 50;

    private PartitioningRules() {}

    /**
     * Checks that the partition keys of the prefix come from somewhere, and that buffers are of use.
     *
     * @param smallBuffers whether the floor of the buffering hints is lifted
     * @throws FirehoseException INVALID_ARGUMENT with the first broken rule
     */
    static void check(S3Destination s3, Processing processing, boolean smallBuffers) {
        PartitionKeys keys = s3.partitionKeys();
        if (keys.keys().size() > MAX_KEYS) {
            throw invalidArgument("S3 Prefix has " + keys.keys().size() + " partition keys, but may have " + MAX_KEYS);
        }
        if (processing.lambda() == null && processing.metadataExtractionQuery() == null) {
            throw invalidArgument("Processing Configuration is not enabled when DataPartitioning is enabled");
        }
        if (has(keys, Namespace.LAMBDA) && processing.lambda() == null) {
            throw invalidArgument(
                    "Lambda should be present when S3 Prefix contains keys from partitionKeyFromLambda namespace");
        }
        if (has(keys, Namespace.QUERY) && processing.metadataExtractionQuery() == null) {
            throw invalidArgument(
                    "MetadataExtraction processor should be present when S3 Prefix has partitionKeyFromQuery namespace");
        }
        if (processing.metadataExtractionQuery() != null) {
            checkQuery(keys, processing.metadataExtractionQuery());
        }
        if (!smallBuffers) {
            checkFloor(s3.bufferingHints());
        }
    }

    /** Of some queries only a record tells which keys they give. */
    private static void checkQuery(PartitionKeys keys, String query) {
        List<String> given = JqQuery.parse(query).keys().orElse(null);
        for (PartitionKey key : keys.keys()) {
            if (given != null && key.namespace() == Namespace.QUERY && !given.contains(key.name())) {
                throw invalidArgument("S3 Prefix has the key partitionKeyFromQuery:" + key.name()
                        + ", which MetadataExtractionQuery does not give, only " + given);
            }
        }
    }

    private static void checkFloor(BufferingHints hints) {
        if (hints.sizeInMBs() < MIN_SIZE) {
            throw invalidArgument(
                    "BufferingHints.SizeInMBs must be at least " + MIN_SIZE + " when Dynamic Partitioning is enabled.");
        }
        if (hints.intervalInSeconds() < MIN_INTERVAL) {
            throw invalidArgument("BufferingHints.IntervalInSeconds must be at least " + MIN_INTERVAL
                    + " seconds when Dynamic Partitioning is enabled.");
        }
    }

    private static boolean has(PartitionKeys keys, Namespace namespace) {
        return keys.keys().stream().anyMatch(key -> key.namespace() == namespace);
    }
}
