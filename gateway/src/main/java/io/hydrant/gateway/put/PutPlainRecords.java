package io.hydrant.gateway.put;

import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.gateway.call.Call;
import io.hydrant.gateway.store.DeliveryStream;

/**
 * Puts for clients that have nothing but HTTP: the body is one record, or each of its lines is.
 *
 * <p>A line is a record together with its line feed, so that the records of an object are lines again; the last line gets
 * one if it has none. Empty lines are no records.
 */
public final class PutPlainRecords {
    private static final String OPERATION = "PutPlainRecords";

    private final Puts puts;

    /** An operation on these streams and this log. */
    public PutPlainRecords(Puts puts) {
        this.puts = puts;
    }

    /**
     * Puts the records; returns when the log has acknowledged or refused each of them.
     *
     * @param streamName delivery stream, any text
     * @param lines whether each line is a record of its own
     * @return the answer's body, JSON as PutRecordBatch's
     * @throws FirehoseException if no record was acknowledged
     */
    public byte[] call(String streamName, boolean lines, Call call) {
        long start = System.nanoTime();
        Violations violations = new Violations();
        violations.checkName(streamName);
        violations.throwIfAny();
        RecordBatchBuilder batch = puts.newBatch(call.length() + 1);
        try {
            if (lines) {
                readLines(call, batch);
            } else {
                checkLength(call.length());
                batch.add(call.body(), 0, call.length());
            }
            DeliveryStream stream = puts.stream(streamName, call);
            try {
                return puts.append(stream, OPERATION, call, batch).forBatch();
            } finally {
                puts.metrics(stream).putRecordBatch(System.nanoTime() - start);
            }
        } finally {
            puts.recycle(batch);
        }
    }

    private static void readLines(Call call, RecordBatchBuilder batch) {
        byte[] body = call.body();
        int from = 0;
        for (int i = 0; i < call.length(); i++) {
            if (body[i] == '\n') {
                addLine(body, from, i + 1, batch);
                from = i + 1;
            }
        }
        addLine(body, from, call.length(), batch);
        if (batch.size() == 0) {
            throw refused("The body holds no line");
        }
        if (batch.payloadLength() > PutLimits.MAX_BATCH_BYTES) {
            throw refused("The lines have more than 4 MiB together; send fewer of them");
        }
    }

    private static void addLine(byte[] body, int from, int to, RecordBatchBuilder batch) {
        boolean ended = to > from && body[to - 1] == '\n';
        int end = ended ? to - 1 : to;
        if (end == from || (end == from + 1 && body[from] == '\r')) {
            return;
        }
        if (batch.size() == PutLimits.MAX_LINES) {
            throw refused("The body holds more than " + PutLimits.MAX_LINES + " lines; send fewer at a time");
        }
        checkLength(end - from + 1);
        if (ended) {
            batch.add(body, from, to - from);
        } else {
            int at = batch.reserve(end - from + 1);
            System.arraycopy(body, from, batch.payload(), at, end - from);
            batch.payload()[at + end - from] = '\n';
            batch.endRecord(end - from + 1);
        }
    }

    private static void checkLength(int length) {
        if (length > PutLimits.MAX_RECORD_BYTES) {
            throw refused("A record may have up to " + PutLimits.MAX_RECORD_BYTES + " bytes, this one has " + length);
        }
    }

    private static FirehoseException refused(String message) {
        return new FirehoseException(ErrorCode.INVALID_ARGUMENT, message + ".");
    }
}
