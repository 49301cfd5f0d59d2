package io.hydrant.bench.destinations;

import io.hydrant.bench.deliver.DeliveryRun;
import io.hydrant.bench.records.ClickEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Records in memory that are delivered again and again. Thread-safe. */
final class SampleRecords {
    /** More than the caches hold. */
    private static final long SAMPLE_BYTES = 64 << 20;

    private static final Map<Integer, SampleRecords> SAMPLES = new ConcurrentHashMap<>();

    private final List<byte[]> records = new ArrayList<>();

    private SampleRecords(int size) {
        ClickEvents events = new ClickEvents(DeliveryRun.SEED, size);
        for (long bytes = 0; bytes < SAMPLE_BYTES; bytes += records.get(records.size() - 1).length) {
            records.add(events.next());
        }
    }

    /** Those of a mean size, in bytes: the same ones for all of this JVM. */
    static SampleRecords of(int size) {
        return SAMPLES.computeIfAbsent(size, SampleRecords::new);
    }

    /** Record {@code number}, closed by a newline. */
    byte[] get(long number) {
        return records.get((int) (number % records.size()));
    }

    /** Bytes of the first {@code count} records. */
    long bytes(long count) {
        long bytes = 0;
        for (long number = 0; number < count; number++) {
            bytes += get(number).length;
        }
        return bytes;
    }
}
