package io.hydrant.operators.convert.json;

import io.hydrant.core.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a struct by their keys. Immutable. */
final class FieldNames {
    private final boolean lowerCase;
    private final boolean dotsToUnderscores;
    private final Map<String, StructField> byName = new HashMap<>();

    /** Names of ASCII letters alone, by their hash; open addressing. */
    private final byte[][] names;

    private final StructField[] fields;

    /**
     * @param keys of the fields, in their order; of fields with the same key the first is found, and leads to the others
     * @param lowerCase whether keys are compared in lower case
     * @param dotsToUnderscores whether dots in keys are compared as underscores
     */
    FieldNames(String[] keys, StructField[] values, boolean lowerCase, boolean dotsToUnderscores) {
        this.lowerCase = lowerCase;
        this.dotsToUnderscores = dotsToUnderscores;
        int slots = Integer.highestOneBit(4 * keys.length);
        this.names = new byte[slots][];
        this.fields = new StructField[slots];
        for (int i = 0; i < keys.length; i++) {
            add(fold(keys[i]), values[i]);
        }
    }

    private void add(String name, StructField field) {
        StructField first = byName.putIfAbsent(name, field);
        if (first != null) {
            field.twin = first.twin;
            first.twin = field;
            return;
        }
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        int hash = 0;
        for (byte b : bytes) {
            hash = 31 * hash + b;
        }
        int slot = slot(hash);
        while (names[slot] != null) {
            slot = next(slot);
        }
        names[slot] = bytes;
        fields[slot] = field;
    }

    private String fold(String key) {
        String folded = lowerCase ? key.toLowerCase(Locale.ROOT) : key;
        return dotsToUnderscores ? folded.replace('.', '_') : folded;
    }

    private int slot(int hash) {
        return (hash ^ (hash >>> 15)) & (names.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (names.length - 1);
    }

    /** The field with the key that stands between two quotation marks, if there is one. */
    @Nullable
    StructField find(byte[] json, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            byte b = json[i];
            if (b < 0 || b == '\\') {
                return byName.get(fold(JsonString.text(json, from, to)));
            }
            hash = 31 * hash + fold(b);
        }
        for (int slot = slot(hash); names[slot] != null; slot = next(slot)) {
            if (is(names[slot], json, from, to)) {
                return fields[slot];
            }
        }
        return null;
    }

    private byte fold(byte b) {
        if (lowerCase && b >= 'A' && b <= 'Z') {
            return (byte) (b | 0x20);
        }
        return dotsToUnderscores && b == '.' ? (byte) '_' : b;
    }

    private boolean is(byte[] name, byte[] json, int from, int to) {
        if (name.length != to - from) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (name[i] != fold(json[from + i])) {
                return false;
            }
        }
        return true;
    }
}
