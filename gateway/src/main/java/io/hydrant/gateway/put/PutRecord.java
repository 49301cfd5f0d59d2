package io.hydrant.gateway.put;

import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.gateway.call.Call;
import io.hydrant.gateway.call.Operation;
import io.hydrant.gateway.store.DeliveryStream;

/** PutRecord: one record, one log entry. */
public final class PutRecord implements Operation {
    private final Puts puts;

    /** An operation on these streams and this log. */
    public PutRecord(Puts puts) {
        this.puts = puts;
    }

    @Override
    public String name() {
        return "PutRecord";
    }

    @Override
    public byte[] answer(Call call) {
        long start = System.nanoTime();
        RecordBatchBuilder batch = puts.newBatch(call.length() / 4 * 3);
        try {
            DeliveryStream stream = puts.stream(new PutReader(batch).readRecord(call.body(), call.length()), call);
            try {
                return puts.append(stream, name(), call, batch).forRecord();
            } finally {
                puts.metrics(stream).putRecord(System.nanoTime() - start);
            }
        } finally {
            puts.recycle(batch);
        }
    }
}
