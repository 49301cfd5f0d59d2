package io.hydrant.operators.delimiter;

import io.hydrant.core.record.BatchRewriter;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.Failures;
import io.hydrant.operators.batch.Processor;
import org.jspecify.annotations.Nullable;

/**
 * AppendDelimiterToRecord: puts the delimiter behind each record, also behind one that ends with it already, as Firehose
 * does. No record fails here.
 */
public final class AppendDelimiter implements Processor {
    private static final long serialVersionUID = 1L;

    private final byte[] delimiter;

    private transient @Nullable BatchRewriter rewriter;

    /** @param delimiter what every record gets; its bytes are copied */
    public AppendDelimiter(byte[] delimiter) {
        this.delimiter = delimiter.clone();
    }

    @Override
    public RecordBatch process(RecordBatch batch, Failures failures) {
        if (rewriter == null) {
            rewriter = new BatchRewriter();
        }
        BatchRewriter records = rewriter;
        records.begin(batch);
        for (int i = 0; i < batch.size(); i++) {
            int start = batch.start(i);
            int length = batch.end(i) - start;
            int at = records.reserve(length + delimiter.length);
            System.arraycopy(batch.bytes(), start, records.payload(), at, length);
            System.arraycopy(delimiter, 0, records.payload(), at + length, delimiter.length);
            records.endRecord(i, length + delimiter.length);
        }
        return records.finish();
    }
}
