package io.hydrant.operators.partition;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A partition that records were seen of, and those of its records that are gathered. */
final class KnownPartition {
    /** In place of the number of a run: there is none. */
    static final int NONE = -1;

    final String partition;
    /** Why its records fail; null if they do not. */
    final @Nullable Refusal refusal;

    final int hash;
    private final byte[] metadata;

    /** First and last run of gathered records, or {@link #NONE}. */
    int firstRun = NONE;

    int lastRun = NONE;
    long gatheredBytes;
    /** Whether it is among those that have gathered records, or had when the list was begun. */
    boolean listed;

    KnownPartition(byte[] metadata, int hash, String partition, @Nullable Refusal refusal) {
        this.metadata = metadata;
        this.hash = hash;
        this.partition = partition;
        this.refusal = refusal;
    }

    /** Whether a record with these metadata is of this partition. */
    boolean holds(byte[] bytes, int from, int to) {
        return Arrays.equals(metadata, 0, metadata.length, bytes, from, to);
    }

    /**
     * Why the records of a partition fail.
     *
     * @param outputType what {@code !{firehose:error-output-type}} becomes
     * @param errorCode as in the error output
     * @param errorMessage to a person; without the values
     */
    record Refusal(String outputType, String errorCode, String errorMessage) {}
}
