package io.hydrant.operators.lambda;

import io.hydrant.core.prefix.PartitionKey;
import io.hydrant.core.prefix.PartitionKeys;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers the partition keys that a function gives a record; those of other namespaces stay unknown. Not thread-safe. */
final class KeySlots {
    private final PartitionKeys keys;
    private final Map<String, Integer> slots = new HashMap<>();
    private final @Nullable String[] values;

    KeySlots(PartitionKeys keys) {
        this.keys = keys;
        this.values = new String[keys.keys().size()];
        for (int slot = 0; slot < values.length; slot++) {
            PartitionKey key = keys.keys().get(slot);
            if (key.namespace() == PartitionKey.Namespace.LAMBDA) {
                slots.put(key.name(), slot);
            }
        }
    }

    /** Starts with a record. */
    void clear() {
        Arrays.fill(values, null);
    }

    /**
     * Notes a value; of keys that the prefix has not, nothing. One that is null, or no scalar, is as an empty one: with either
     * the record fails, and not as one does without the key.
     */
    void put(String name, @Nullable String value) {
        Integer slot = slots.get(name);
        if (slot != null) {
            values[slot] = value == null ? "" : value;
        }
    }

    /** The record's metadata: its values of all keys. */
    byte[] encode() {
        return values.length == 0 ? Answers.NO_METADATA : keys.encode(values);
    }
}
