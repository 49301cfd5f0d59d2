package io.hydrant.operators.convert;

import static io.hydrant.core.record.FailedRecord.FORMAT_CONVERSION_FAILED;

import io.hydrant.core.record.BatchRewriter;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.operators.convert.Conversion.FailureDetails;
import io.hydrant.operators.convert.rows.ConversionFailure;
import io.hydrant.operators.convert.rows.RecordConverter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Converts each buffer as it comes, so there is no state. A buffer none of whose records can be converted goes nowhere. */
final class ConvertOperator extends AbstractStreamOperator<Buffer> implements OneInputStreamOperator<Buffer, Buffer> {
    private static final long serialVersionUID = 1L;

    private final ObjectConverters converters;
    private final FailureDetails details;

    private transient BatchRewriter rewriter;
    private transient Counter goodRecords;
    private transient Counter goodBytes;
    private transient Counter failedRecords;
    private transient Counter failedBytes;

    ConvertOperator(ObjectConverters converters, FailureDetails details) {
        this.converters = converters;
        this.details = details;
        this.chainingStrategy = ChainingStrategy.ALWAYS;
    }

    @Override
    public void open() throws Exception {
        super.open();
        rewriter = new BatchRewriter();
        MetricGroup succeeded = getMetricGroup().addGroup("SucceedConversion");
        goodRecords = succeeded.counter("Records");
        goodBytes = succeeded.counter("Bytes");
        MetricGroup failed = getMetricGroup().addGroup("FailedConversion");
        failedRecords = failed.counter("Records");
        failedBytes = failed.counter("Bytes");
        converters.open(getMetricGroup());
    }

    @Override
    public void processElement(StreamRecord<Buffer> element) throws Exception {
        Buffer buffer = element.getValue();
        try (RecordConverter converter = converters.next()) {
            List<RecordBatch> good = new ArrayList<>(buffer.batches().size());
            for (RecordBatch batch : buffer.batches()) {
                RecordBatch converted = convert(batch, converter);
                if (converted.size() > 0) {
                    good.add(converted);
                }
            }
            if (!good.isEmpty()) {
                element.replace(new Buffer(good, buffer.errorOutputType(), buffer.partition(), converter.finish()));
                output.collect(element);
            }
        }
    }

    /** Gives those records of a batch that were converted. */
    private RecordBatch convert(RecordBatch batch, RecordConverter converter) throws IOException {
        rewriter.begin(batch);
        byte[] bytes = batch.bytes();
        int failed = 0;
        for (int i = 0, start = 0; i < batch.size(); i++) {
            int end = batch.end(i);
            ConversionFailure failure = converter.convert(bytes, start, end);
            if (failure == null) {
                rewriter.keep(i);
            } else {
                fail(batch, i, failure);
                failed++;
                failedBytes.inc(end - start);
            }
            start = end;
        }
        RecordBatch good = rewriter.finish();
        failedRecords.inc(failed);
        goodRecords.inc(good.size());
        goodBytes.inc(good.payloadLength());
        return good;
    }

    private void fail(RecordBatch batch, int i, ConversionFailure failure) {
        FailedRecord failed = FailedRecord.of(
                batch,
                i,
                FORMAT_CONVERSION_FAILED,
                failure.errorCode(),
                failure.errorMessage(),
                1,
                getProcessingTimeService().getCurrentProcessingTime(),
                details.of(batch, i, converters.schemaVersion()));
        output.collect(BatchTypes.FAILURES, new StreamRecord<>(failed));
    }

    @Override
    public void close() throws Exception {
        converters.close();
        super.close();
    }
}
