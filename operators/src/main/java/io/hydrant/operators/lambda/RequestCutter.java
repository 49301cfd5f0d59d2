package io.hydrant.operators.lambda;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.RecordBatch;
import java.util.ArrayList;
import java.util.List;

/** Cuts a buffer into requests that are not too large, and finds the records that are so alone. */
final class RequestCutter {
    /** Takes a record that no request can hold. */
    @FunctionalInterface
    interface TooLarge {
        /** Takes record {@code i} of a batch. */
        void add(RecordBatch batch, int i);
    }

    private final Target target;
    private final TooLarge tooLarge;
    private final List<RequestRecords> requests = new ArrayList<>();
    private RequestRecords request = new RequestRecords();
    private long length;

    private RequestCutter(Target target, TooLarge tooLarge) {
        this.target = target;
        this.tooLarge = tooLarge;
        this.length = target.envelopeLength();
    }

    /** Requests with all records of the buffer in their order, but for those that are too large. */
    static List<RequestRecords> cut(Buffer buffer, Target target, TooLarge tooLarge) {
        RequestCutter cutter = new RequestCutter(target, tooLarge);
        for (RecordBatch batch : buffer.batches()) {
            cutter.add(batch);
        }
        cutter.endRequest();
        return cutter.requests;
    }

    private void add(RecordBatch batch) {
        int from = 0;
        for (int i = 0; i < batch.size(); i++) {
            long its = target.recordLength(batch, i);
            if (target.envelopeLength() + its > target.maxRequestLength()) {
                tooLarge.add(batch, i);
                request.add(batch, from, i);
                from = i + 1;
            } else if (length + its > target.maxRequestLength()) {
                request.add(batch, from, i);
                endRequest();
                from = i;
                length += its;
            } else {
                length += its;
            }
        }
        request.add(batch, from, batch.size());
    }

    private void endRequest() {
        if (request.size() > 0) {
            requests.add(request);
        }
        request = new RequestRecords();
        length = target.envelopeLength();
    }
}
