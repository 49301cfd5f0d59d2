package io.hydrant.sinks.s3;

import io.hydrant.core.record.Buffer;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Writes buffers as objects that something else takes further: one object per buffer, as {@link S3Delivery} does it.
 *
 * <pre>
 *  Buffer --S3ObjectWriter--> object, invisible, before the barrier of its checkpoint --> StagedObject
 * </pre>
 *
 * Whoever takes them keeps them in its state, and publishes them when the checkpoint is complete that they came before.
 */
public final class S3Staging {
    private final S3ObjectOptions options;
    private final StagingBucket bucket;

    /**
     * @param options of the objects
     * @param bucket that they are written to, the options' own
     */
    public S3Staging(S3ObjectOptions options, StagingBucket bucket) {
        this.options = options;
        this.bucket = bucket;
    }

    /** Attaches the staging under a constant uid. */
    public DataStream<StagedObject> attach(DataStream<Buffer> buffers, String uid) {
        return buffers.transform("Stage objects", StagedObjectType.INSTANCE, new StagingOperator(options, bucket))
                .uid(uid);
    }
}
