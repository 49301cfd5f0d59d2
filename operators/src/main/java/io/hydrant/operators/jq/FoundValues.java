package io.hydrant.operators.jq;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;

/** Where the values of a record's query keys are, by key; reused for each record. */
final class FoundValues {
    /** Shared: a record without this key. */
    private static final byte[] NONE = new byte[0];

    private final List<String> keys;
    private final byte[][] bytes;
    private final int[] starts;
    /** Negative: the query gave no such key. */
    private final int[] lengths;

    /** @param keys those that a prefix needs */
    FoundValues(List<String> keys) {
        this.keys = keys;
        this.bytes = new byte[keys.size()][];
        this.starts = new int[keys.size()];
        this.lengths = new int[keys.size()];
        clear();
    }

    void clear() {
        Arrays.fill(bytes, NONE);
        Arrays.fill(lengths, -1);
    }

    int size() {
        return keys.size();
    }

    /** Index of a key; negative if no prefix needs it. */
    int indexOf(String key) {
        return keys.indexOf(key);
    }

    void put(int key, byte[] source, int from, int length) {
        if (key >= 0) {
            bytes[key] = source;
            starts[key] = from;
            lengths[key] = length;
        }
    }

    void put(int key, String value) {
        byte[] encoded = value.getBytes(UTF_8);
        put(key, encoded, 0, encoded.length);
    }

    boolean isKnown(int key) {
        return lengths[key] >= 0;
    }

    byte[] bytes(int key) {
        return bytes[key];
    }

    int start(int key) {
        return starts[key];
    }

    int length(int key) {
        return lengths[key];
    }
}
