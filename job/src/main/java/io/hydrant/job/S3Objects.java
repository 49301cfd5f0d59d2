package io.hydrant.job;

import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.definition.DynamicPartitioning;
import io.hydrant.core.definition.S3Destination;
import io.hydrant.core.prefix.ObjectKey;
import io.hydrant.sinks.s3.PartitionRetry;
import io.hydrant.sinks.s3.S3Delivery;
import io.hydrant.sinks.s3.S3ObjectOptions;
import io.hydrant.sinks.s3.S3Output;
import io.hydrant.sinks.s3.S3Staging;
import org.jspecify.annotations.Nullable;

/** What a stream's job writes, made of its definition and of where this deployment's buckets are. */
final class S3Objects {
    private static final byte[] NO_DELIMITER = {};

    private S3Objects() {}

    /** Records as its processors made them. */
    static S3Delivery data(JobSpec spec) {
        return new S3Delivery(dataOptions(spec));
    }

    /** The same for a database that copies them from there. */
    static S3Staging staging(JobSpec spec) {
        return new S3Staging(dataOptions(spec), RedshiftDelivery.bucket(spec));
    }

    private static S3ObjectOptions dataOptions(JobSpec spec) {
        S3Destination destination = spec.definition().s3();
        byte[] asked = spec.definition().processing().delimiter();
        // Converted objects have a framing of their own.
        byte[] delimiter = asked == null || spec.definition().conversion() != null ? NO_DELIMITER : asked;
        ObjectKey key = destination.dataKey(spec.definition().name(), spec.versionId());
        return options(destination, key, delimiter, S3Output.DATA, retry(spec), spec);
    }

    /** Records as they came. */
    static S3Delivery backup(S3Destination destination, JobSpec spec) {
        ObjectKey key = destination.dataKey(spec.definition().name(), spec.versionId());
        return new S3Delivery(options(destination, key, NO_DELIMITER, S3Output.BACKUP, null, spec));
    }

    /** Lines of failed records. */
    static S3Delivery errors(JobSpec spec) {
        S3Destination destination = spec.definition().s3();
        ObjectKey key = destination.errorKey(spec.definition().name(), spec.versionId());
        return new S3Delivery(options(destination, key, NO_DELIMITER, S3Output.ERRORS, null, spec));
    }

    private static @Nullable PartitionRetry retry(JobSpec spec) {
        DynamicPartitioning partitioning = spec.definition().partitioning();
        return partitioning == null
                ? null
                : new PartitionRetry(
                        partitioning.retryDuration(),
                        spec.definition().s3().errorKey(spec.definition().name(), spec.versionId()));
    }

    private static S3ObjectOptions options(
            S3Destination destination,
            ObjectKey key,
            byte[] delimiter,
            S3Output output,
            @Nullable PartitionRetry retry,
            JobSpec spec) {
        HydrantConfig config = spec.config();
        return new S3ObjectOptions(
                spec.definition().name(),
                config.s3().bucketUri(destination.bucket(), config.dataDirectory()),
                key,
                destination.compressionFormat(),
                config.flink().gzipLevel(),
                delimiter,
                output,
                retry);
    }
}
