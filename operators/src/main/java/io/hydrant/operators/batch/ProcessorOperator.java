package io.hydrant.operators.batch;

import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Runs a {@link Processor}; holds no state, since every batch leaves before the next one comes. */
final class ProcessorOperator extends AbstractStreamOperator<RecordBatch>
        implements OneInputStreamOperator<RecordBatch, RecordBatch> {

    private static final long serialVersionUID = 1L;

    private final Processor processor;

    private transient Failures failures;
    private transient StreamRecord<RecordBatch> reused;

    ProcessorOperator(Processor processor) {
        this.processor = processor;
        this.chainingStrategy = ChainingStrategy.ALWAYS;
    }

    @Override
    public void open() throws Exception {
        super.open();
        failures = this::fail;
        reused = new StreamRecord<>(null);
        processor.open(getMetricGroup());
    }

    @Override
    public void processElement(StreamRecord<RecordBatch> element) throws Exception {
        RecordBatch batch = element.getValue();
        if (batch.size() == 0) {
            return;
        }
        RecordBatch processed = processor.process(batch, failures);
        if (processed.size() > 0) {
            output.collect(reused.replace(processed));
        }
    }

    private void fail(RecordBatch batch, int i, String outputType, String errorCode, String errorMessage) {
        long now = getProcessingTimeService().getCurrentProcessingTime();
        FailedRecord failed = FailedRecord.of(batch, i, outputType, errorCode, errorMessage, 1, now, "");
        output.collect(BatchTypes.FAILURES, new StreamRecord<>(failed));
    }

    @Override
    public void close() throws Exception {
        processor.close();
        super.close();
    }
}
