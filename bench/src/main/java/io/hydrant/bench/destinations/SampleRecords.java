package io.hydrant.bench.destinations;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.hydrant.bench.deliver.DeliveryRun;
import io.hydrant.bench.records.ClickEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Records in memory that are delivered again and again. Thread-safe. */
final class SampleRecords {
    /** More than the caches hold. */
    private static final long SAMPLE_BYTES = 64 << 20;

    private static final Pattern ITEM = Pattern.compile("\"item\":");
    private static final Map<Integer, SampleRecords> SAMPLES = new ConcurrentHashMap<>();

    private final List<byte[]> records = new ArrayList<>();

    private SampleRecords(int size) {
        ClickEvents events = new ClickEvents(DeliveryRun.SEED, size);
        for (long bytes = 0; bytes < SAMPLE_BYTES; bytes += records.get(records.size() - 1).length) {
            records.add(document(new String(events.next(), ISO_8859_1)));
        }
    }

    /** An event with several items has several members of that name, which OpenSearch refuses: they get numbers. */
    private static byte[] document(String event) {
        int[] items = {0};
        return ITEM.matcher(event)
                .replaceAll(item -> "\"item" + items[0]++ + "\":")
                .getBytes(ISO_8859_1);
    }

    /** Those of a mean size, in bytes: the same ones for all of this JVM. */
    static SampleRecords of(int size) {
        return SAMPLES.computeIfAbsent(size, SampleRecords::new);
    }

    /** Record {@code number}, closed by a newline. */
    byte[] get(long number) {
        return records.get((int) (number % records.size()));
    }

    /** How many different ones there are. */
    int count() {
        return records.size();
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
