package io.hydrant.test.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** Reads each object of a bucket once, when it first sees it, and notes what it delivers. Not thread-safe. */
public final class Bucket {
    private final ObjectStore store;
    private final Records records;
    private final Ledger ledger;
    private final Map<String, Long> seen = new HashMap<>();

    public Bucket(ObjectStore store, Records records, Ledger ledger) {
        this.store = store;
        this.records = records;
        this.ledger = ledger;
    }

    /** Reads the objects that are new. */
    public void readNewObjects() {
        store.list().forEach((key, size) -> {
            if (seen.putIfAbsent(key, size) == null) {
                read(key);
            }
        });
    }

    /** Notes objects that went away or changed after they were published. */
    public void checkObjectsStayed() {
        Map<String, Long> now = store.list();
        seen.forEach((key, size) -> {
            if (!Objects.equals(now.get(key), size)) {
                ledger.fault(key + " was published with " + size + " bytes and now has " + now.get(key));
            }
        });
    }

    /** Sizes in bytes of the objects read so far, by key. */
    public Map<String, Long> objects() {
        return Map.copyOf(seen);
    }

    private static InputStream contents(String key, InputStream in) throws IOException {
        if (key.endsWith(".parquet")) {
            return ParquetLines.of(in);
        }
        return key.endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private void read(String key) {
        try (InputStream in = store.open(key)) {
            records.read(key, contents(key, in), id -> ledger.deliver(id, key));
        } catch (IOException e) {
            ledger.fault(key + ": " + e.getMessage());
        }
    }
}
