package io.hydrant.sinks.s3;

import io.hydrant.core.record.Buffer;
import java.io.IOException;
import org.apache.flink.core.fs.Path;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Writes each buffer as one object and hands it on, unpublished, before the barrier of the checkpoint that it belongs to. So
 * it has no state: what the operator behind it has in that checkpoint are the objects of just that checkpoint.
 */
final class StagingOperator extends AbstractStreamOperator<StagedObject>
        implements OneInputStreamOperator<Buffer, StagedObject>, BoundedOneInput {
    private static final long serialVersionUID = 1L;

    private final S3ObjectOptions options;
    private final StagingBucket bucket;

    private transient S3ObjectWriter writer;

    StagingOperator(S3ObjectOptions options, StagingBucket bucket) {
        this.options = options;
        this.bucket = bucket;
    }

    @Override
    public void open() throws Exception {
        super.open();
        MetricGroup group = getMetricGroup().addGroup(options.output().metricGroup());
        writer = new S3ObjectWriter(options, OutputFailures.of(options.output(), options.stream(), group), group);
    }

    @Override
    public void processElement(StreamRecord<Buffer> element) throws IOException {
        writer.write(element.getValue());
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws IOException {
        handOn();
    }

    /** After this nothing may be handed on any more. */
    @Override
    public void endInput() throws IOException {
        handOn();
    }

    private void handOn() throws IOException {
        for (S3Committable written : writer.prepareCommit()) {
            output.collect(new StreamRecord<>(StagedObject.pending(bucket.urlOf(new Path(written.path())), written)));
        }
    }

    @Override
    public void close() throws Exception {
        if (writer != null) {
            writer.close();
        }
        super.close();
    }
}
