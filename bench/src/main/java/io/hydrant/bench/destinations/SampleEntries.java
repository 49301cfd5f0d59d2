package io.hydrant.bench.destinations;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Entries of the ingest log in memory, as its consumer would hand them out, again and again. Thread-safe. */
final class SampleEntries {
    /** Records of an entry: those of the largest put. */
    static final int RECORDS = 500;

    private static final Map<Integer, SampleEntries> SAMPLES = new ConcurrentHashMap<>();

    private final List<RecordBatch> entries = new ArrayList<>();

    private SampleEntries(int size) {
        SampleRecords sample = SampleRecords.of(size);
        RecordBatchBuilder builder = new RecordBatchBuilder(RECORDS * size);
        for (long first = 0; first < sample.count(); first += RECORDS) {
            builder.beginRun(0, entries.size(), 0, System.currentTimeMillis());
            for (long number = first; number < first + RECORDS; number++) {
                byte[] record = sample.get(number);
                builder.add(record, 0, record.length);
            }
            entries.add(builder.build());
        }
    }

    /** Those with records of a mean size, in bytes: the same ones for all of this JVM. */
    static SampleEntries of(int size) {
        return SAMPLES.computeIfAbsent(size, SampleEntries::new);
    }

    /** Entry {@code number}. */
    RecordBatch get(long number) {
        return entries.get((int) (number % entries.size()));
    }

    /** Mean bytes of a record. */
    double meanBytes() {
        return entries.stream().mapToLong(RecordBatch::payloadLength).sum() / (double) entries.size() / RECORDS;
    }
}
