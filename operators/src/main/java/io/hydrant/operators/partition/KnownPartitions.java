package io.hydrant.operators.partition;

import io.hydrant.core.prefix.ObjectKey;
import io.hydrant.core.prefix.PartitionKey;
import io.hydrant.core.prefix.PartitionKeys;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.operators.partition.KnownPartition.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the partition of a record by its metadata, without making anything for a record of a partition that is known: a hash
 * table with open addressing over ranges of bytes. Whether records of a partition can be delivered is found out once for
 * each partition. Not thread-safe.
 */
final class KnownPartitions {
    /** Not every record has a value for a key of the prefix. */
    static final String KEY_MISSING = "DynamicPartitioning.PartitionKeyMissing";

    /** The prefix, or the key that it begins, would be longer than S3 allows. */
    static final String PREFIX_TOO_LONG = "DynamicPartitioning.PrefixTooLong";

    /** A function gave a key of the prefix no value, or an empty one. */
    static final String NULL_OR_EMPTY = "DynamicPartitioning.MetadataExtractionFailed";

    private static final int FIRST_CAPACITY = 256;

    private final PartitionKeys keys;
    private final ObjectKey objectKey;
    /** Random, since the values are chosen by whoever sends records: they shall not be able to make them collide. */
    private final int multiplier = ThreadLocalRandom.current().nextInt() | 1;

    private @Nullable KnownPartition[] slots = new KnownPartition[FIRST_CAPACITY];
    private int size;

    KnownPartitions(PartitionKeys keys, ObjectKey objectKey) {
        this.keys = keys;
        this.objectKey = objectKey;
    }

    int size() {
        return size;
    }

    /** The partition of the record with these metadata. */
    KnownPartition of(byte[] bytes, int from, int to) {
        int hash = hash(bytes, from, to);
        int mask = slots.length - 1;
        for (int i = hash & mask; ; i = (i + 1) & mask) {
            KnownPartition known = slots[i];
            if (known == null) {
                return add(bytes, from, to, hash);
            }
            if (known.hash == hash && known.holds(bytes, from, to)) {
                return known;
            }
        }
    }

    private int hash(byte[] bytes, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = (hash ^ bytes[i]) * multiplier;
            hash ^= hash >>> 15;
        }
        return hash ^ (hash >>> 16);
    }

    private KnownPartition add(byte[] bytes, int from, int to, int hash) {
        if (2 * (size + 1) > slots.length) {
            grow();
        }
        String partition = PartitionKeys.partition(bytes, from, to);
        KnownPartition added = new KnownPartition(
                Arrays.copyOfRange(bytes, from, to), hash, partition, refusal(bytes, from, to, partition));
        insert(added);
        size++;
        return added;
    }

    private void insert(KnownPartition partition) {
        int mask = slots.length - 1;
        int i = partition.hash & mask;
        while (slots[i] != null) {
            i = (i + 1) & mask;
        }
        slots[i] = partition;
    }

    private void grow() {
        @Nullable KnownPartition[] old = slots;
        slots = new KnownPartition[2 * old.length];
        for (KnownPartition partition : old) {
            if (partition != null) {
                insert(partition);
            }
        }
    }

    private @Nullable Refusal refusal(byte[] bytes, int from, int to, String partition) {
        if (!keys.isComplete(bytes, from, to)) {
            String missing = "No value for " + missing(keys.decode(bytes, from, to));
            return new Refusal(Partitioning.PARTITIONING_FAILED, KEY_MISSING, missing);
        }
        if (Arrays.asList(keys.decode(bytes, from, to)).contains("")) {
            return new Refusal(
                    FailedRecord.METADATA_EXTRACTION_FAILED,
                    NULL_OR_EMPTY,
                    "partitionKeys values must not be null or empty");
        }
        String why = objectKey.whyImpossible(partition);
        return why == null ? null : new Refusal(Partitioning.PARTITIONING_FAILED, PREFIX_TOO_LONG, why);
    }

    private String missing(@Nullable String[] values) {
        List<PartitionKey> all = keys.keys();
        return IntStream.range(0, values.length)
                .filter(i -> values[i] == null)
                .mapToObj(i -> all.get(i).expression())
                .collect(Collectors.joining(", "));
    }

    /** Forgets all; to be called when no records are gathered. */
    void clear() {
        slots = new KnownPartition[FIRST_CAPACITY];
        size = 0;
    }
}
