package io.hydrant.operators.validate;

import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordOrigin;
import io.hydrant.operators.batch.BatchTypes;
import java.util.Arrays;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Counts what was read, and hands on what can be a record of the stream; the rest leaves as failed records. */
final class ValidateOperator extends AbstractStreamOperator<RecordBatch>
        implements OneInputStreamOperator<RecordBatch, RecordBatch> {

    private static final long serialVersionUID = 1L;

    private final String topic;
    private final int maxRecordBytes;

    private transient Counter readRecords;
    private transient Counter readBytes;
    private transient Counter failedRecords;
    private transient Counter failedBytes;

    ValidateOperator(String topic, int maxRecordBytes) {
        this.topic = topic;
        this.maxRecordBytes = maxRecordBytes;
        this.chainingStrategy = ChainingStrategy.ALWAYS;
    }

    @Override
    public void open() throws Exception {
        super.open();
        MetricGroup read = getMetricGroup().addGroup("DataReadFromSource");
        readRecords = read.counter("Records");
        readBytes = read.counter("Bytes");
        MetricGroup failed = getMetricGroup().addGroup("FailedValidation");
        failedRecords = failed.counter("Records");
        failedBytes = failed.counter("Bytes");
    }

    @Override
    public void processElement(StreamRecord<RecordBatch> element) {
        RecordBatch batch = element.getValue();
        readRecords.inc(Math.max(1, batch.size()));
        readBytes.inc(batch.payloadLength());
        if (batch.size() == 0) {
            fail(batch, MessageValidation.NULL_VALUE, "has no value");
        } else if (batch.size() == 1 && batch.payloadLength() > maxRecordBytes) {
            fail(
                    batch,
                    MessageValidation.RECORD_TOO_LARGE,
                    "has " + batch.payloadLength() + " bytes, but a record has at most " + maxRecordBytes);
        } else {
            output.collect(element);
        }
    }

    private void fail(RecordBatch message, String errorCode, String what) {
        failedRecords.inc();
        failedBytes.inc(message.payloadLength());
        RecordOrigin origin = message.origin(0);
        FailedRecord failed = new FailedRecord(
                MessageValidation.OUTPUT_TYPE,
                errorCode,
                "The message at offset " + origin.offset() + " of partition " + origin.partition() + " of topic "
                        + topic + " " + what,
                1,
                origin.arrivalMillis(),
                getProcessingTimeService().getCurrentProcessingTime(),
                Arrays.copyOf(message.bytes(), message.payloadLength()),
                "");
        output.collect(BatchTypes.FAILURES, new StreamRecord<>(failed));
    }
}
