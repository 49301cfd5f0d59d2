package io.hydrant.operators.lambda;

import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.BatchTypes;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Parts what was transformed from what failed. */
final class ResultsOperator extends AbstractStreamOperator<RecordBatch>
        implements OneInputStreamOperator<Transformed, RecordBatch> {

    private static final long serialVersionUID = 1L;

    ResultsOperator() {
        this.chainingStrategy = ChainingStrategy.ALWAYS;
    }

    @Override
    public void processElement(StreamRecord<Transformed> element) {
        for (FailedRecord failed : element.getValue().failures()) {
            output.collect(BatchTypes.FAILURES, new StreamRecord<>(failed));
        }
        for (RecordBatch batch : element.getValue().batches()) {
            output.collect(new StreamRecord<>(batch));
        }
    }
}
