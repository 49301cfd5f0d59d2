package io.hydrant.operators;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import java.util.ArrayList;
import java.util.List;

/** Batches as tests write and read them. */
public final class Batches {
    private Batches() {}

    /** A log entry with these records, which arrived at time 0. */
    public static RecordBatch of(String... records) {
        RecordBatchBuilder builder = new RecordBatchBuilder(0).beginEntry(0);
        for (String record : records) {
            byte[] bytes = record.getBytes(UTF_8);
            builder.add(bytes, 0, bytes.length);
        }
        return builder.build();
    }

    /** As {@link #of(String...)}, of any bytes. */
    public static RecordBatch ofRecords(byte[]... records) {
        RecordBatchBuilder builder = new RecordBatchBuilder(0).beginEntry(0);
        for (byte[] record : records) {
            builder.add(record, 0, record.length);
        }
        return builder.build();
    }

    /** A log entry with one record of that many bytes. */
    public static RecordBatch ofBytes(int length) {
        return new RecordBatchBuilder(length)
                .beginEntry(0)
                .add(new byte[length], 0, length)
                .build();
    }

    /** A log entry of a request with an id. */
    public static RecordBatch ofRequest(int partition, long arrivalMillis, long high, long low) {
        return new RecordBatchBuilder(0)
                .requestId(high, low)
                .beginRun(partition, 0, 0, arrivalMillis)
                .add(new byte[] {'x'}, 0, 1)
                .build();
    }

    public static List<String> records(RecordBatch batch) {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            records.add(new String(batch.bytes(), batch.start(i), batch.end(i) - batch.start(i), UTF_8));
        }
        return records;
    }

    public static List<String> records(Buffer buffer) {
        List<String> records = new ArrayList<>();
        buffer.batches().forEach(batch -> records.addAll(records(batch)));
        return records;
    }
}
