package io.hydrant.sinks.s3;

import io.hydrant.core.record.Buffer;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Delivers buffers to S3, or to a local folder that stands for a bucket: exactly once, one object per buffer.
 *
 * <pre>
 *  Buffer --S3ObjectWriter--> object, invisible --checkpoint complete--> S3Committer --> object, published
 * </pre>
 *
 * The size of objects follows the buffering hints alone: a checkpoint publishes whole objects and never cuts one.
 */
public final class S3Delivery {
    private final S3ObjectOptions options;

    public S3Delivery(S3ObjectOptions options) {
        this.options = options;
    }

    /** Attaches the delivery; its operators get uids that start with {@code uid}. */
    public void attach(DataStream<Buffer> buffers, String uid) {
        buffers.sinkTo(new S3ObjectSink(options))
                .name(options.output().operatorName())
                .uid(uid);
    }
}
