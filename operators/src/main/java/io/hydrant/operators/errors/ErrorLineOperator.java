package io.hydrant.operators.errors;

import io.hydrant.core.record.Bundle;
import io.hydrant.core.record.ErrorLine;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.operators.batch.LocalShard;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Bundles each failed record's line alone: failures are few, so gathering them is worth no state and no timer. */
final class ErrorLineOperator extends AbstractStreamOperator<Bundle>
        implements OneInputStreamOperator<FailedRecord, Bundle> {

    private static final long serialVersionUID = 1L;

    /** A line stands in no log. */
    private static final int NOWHERE = -1;

    private final boolean flushAtCheckpoint;

    private transient int shard;
    private transient boolean unflushed;

    ErrorLineOperator(boolean flushAtCheckpoint) {
        this.flushAtCheckpoint = flushAtCheckpoint;
        this.chainingStrategy = ChainingStrategy.ALWAYS;
    }

    @Override
    public void open() throws Exception {
        super.open();
        shard = LocalShard.of(getRuntimeContext().getTaskInfo());
    }

    @Override
    public void processElement(StreamRecord<FailedRecord> element) {
        FailedRecord failed = element.getValue();
        RecordBatch line = RecordBatch.ofMessage(NOWHERE, NOWHERE, failed.arrivalMillis(), ErrorLine.of(failed));
        emit(new Bundle(shard, line, false, failed.outputType()));
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        if (flushAtCheckpoint && unflushed) {
            emit(new Bundle(shard, new RecordBatchBuilder(0).build(), true));
        }
    }

    private void emit(Bundle bundle) {
        unflushed = !bundle.flush();
        output.collect(new StreamRecord<>(bundle));
    }
}
