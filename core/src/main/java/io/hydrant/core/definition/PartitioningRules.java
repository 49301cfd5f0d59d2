package io.hydrant.core.definition;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import io.hydrant.core.model.FirehoseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Firehose demands of a stream with dynamic partitioning, in Amazon's words where they are known. */
final class PartitioningRules {
    private static final int MIN_SIZE = 64;
    private static final int MIN_INTERVAL = 60;
    private static final Pattern KEY = Pattern.compile("!\\{partitionKeyFrom(?<source>Query|Lambda):(?<name>[^}]*)}");

    private PartitioningRules() {}

    /**
     * Checks that the partition keys of the prefix come from somewhere, and that buffers are of use.
     *
     * @param smallBuffers whether the floor of the buffering hints is lifted
     * @throws FirehoseException INVALID_ARGUMENT with the first broken rule
     */
    static void check(S3Destination s3, Processing processing, boolean smallBuffers) {
        List<String> fromQuery = keys(s3.prefix(), "Query");
        List<String> fromLambda = keys(s3.prefix(), "Lambda");
        if (fromQuery.isEmpty() && fromLambda.isEmpty()) {
            throw invalidArgument(
                    "S3 Prefix should contain Dynamic Partitioning namespaces when Dynamic Partitioning is enabled");
        }
        if (processing.lambda() == null && processing.metadataExtractionQuery() == null) {
            throw invalidArgument("Processing Configuration is not enabled when DataPartitioning is enabled");
        }
        if (!fromLambda.isEmpty() && processing.lambda() == null) {
            throw invalidArgument(
                    "Lambda should be present when S3 Prefix contains keys from partitionKeyFromLambda namespace");
        }
        if (!fromQuery.isEmpty() && processing.metadataExtractionQuery() == null) {
            throw invalidArgument(
                    "MetadataExtraction processor should be present when S3 Prefix has partitionKeyFromQuery namespace");
        }
        if (!smallBuffers) {
            checkFloor(s3.bufferingHints());
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

    private static List<String> keys(String prefix, String source) {
        List<String> names = new ArrayList<>();
        Matcher matcher = KEY.matcher(prefix);
        while (matcher.find()) {
            if (matcher.group("source").equals(source)) {
                names.add(matcher.group("name"));
            }
        }
        return names;
    }
}
