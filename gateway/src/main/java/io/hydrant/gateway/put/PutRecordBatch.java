package io.hydrant.gateway.put;

import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.gateway.call.Call;
import io.hydrant.gateway.call.Operation;
import io.hydrant.gateway.store.DeliveryStream;

/** PutRecordBatch: up to 500 records, one log entry for all of them. */
public final class PutRecordBatch implements Operation {
    private final Puts puts;

    /** An operation on these streams and this log. */
    public PutRecordBatch(Puts puts) {
        this.puts = puts;
    }

    @Override
    public String name() {
        return "PutRecordBatch";
    }

    @Override
    public byte[] answer(Call call) {
        long start = System.nanoTime();
        RecordBatchBuilder batch = puts.newBatch(call.length() / 4 * 3);
        try {
            DeliveryStream stream = puts.stream(new PutReader(batch).readRecords(call.body(), call.length()), call);
            try {
                return puts.append(stream, name(), call, batch).forBatch();
            } finally {
                puts.metrics(stream).putRecordBatch(System.nanoTime() - start);
            }
        } finally {
            puts.recycle(batch);
        }
    }
}
