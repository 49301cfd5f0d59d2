package io.hydrant.sinks.s3;

import io.hydrant.core.definition.CompressionFormat;
import io.hydrant.core.prefix.ObjectKey;
import java.io.Serializable;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How the objects of a stream are written.
 *
 * @param stream name of the delivery stream
 * @param bucket folder or {@code s3a://} URI of the bucket
 * @param objectKey names the objects
 * @param compressionFormat how they are compressed
 * @param deflateLevel level of GZIP and ZIP, 1 to 9
 * @param delimiter what is put behind each record; empty for nothing
 * @param output which of the stream's outputs they are
 * @param partitionRetry what becomes of partitions that cannot be written; null if there are none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record S3ObjectOptions(
        String stream,
        URI bucket,
        ObjectKey objectKey,
        CompressionFormat compressionFormat,
        int deflateLevel,
        byte[] delimiter,
        S3Output output,
        @Nullable PartitionRetry partitionRetry)
        implements Serializable {}
