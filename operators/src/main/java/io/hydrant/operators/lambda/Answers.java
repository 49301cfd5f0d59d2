package io.hydrant.operators.lambda;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What became of the records of one request, by their numbers. Answers come in any order, and a record may have several
 * outputs; their bytes lie in one array. Filled by one thread, then read by another.
 */
final class Answers {
    /** What was said of a record. */
    enum Status {
        OK,
        DROPPED,
        FAILED
    }

    /** Of outputs without metadata. */
    static final byte[] NO_METADATA = new byte[0];

    private static final int NONE = -1;

    private final @Nullable Status[] statuses;
    private final int[] firstOutput;
    private final int[] lastOutput;
    private final @Nullable InvocationFailure[] failures;
    private final Bytes data;

    private int outputs;
    private int[] starts;
    private int[] ends;
    private int[] next;
    private byte[][] metadata;

    /**
     * @param records how many the request has
     * @param capacity bytes to make room for at first
     */
    Answers(int records, int capacity) {
        statuses = new Status[records];
        firstOutput = new int[records];
        lastOutput = new int[records];
        failures = new InvocationFailure[records];
        data = new Bytes(capacity);
        starts = new int[records];
        ends = new int[records];
        next = new int[records];
        metadata = new byte[records][];
        Arrays.fill(firstOutput, NONE);
    }

    /** Where outputs are written before {@link #ok} tells of them. */
    Bytes data() {
        return data;
    }

    /** An output of a record: what was written behind {@code start}. */
    void ok(int record, int start, byte[] itsMetadata) {
        if (outputs == starts.length) {
            int capacity = Math.max(16, outputs * 2);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
            next = Arrays.copyOf(next, capacity);
            metadata = Arrays.copyOf(metadata, capacity);
        }
        int output = outputs++;
        starts[output] = start;
        ends[output] = data.size();
        next[output] = NONE;
        metadata[output] = itsMetadata;
        if (firstOutput[record] == NONE) {
            firstOutput[record] = output;
        } else {
            next[lastOutput[record]] = output;
        }
        lastOutput[record] = output;
        statuses[record] = Status.OK;
    }

    void dropped(int record) {
        statuses[record] = Status.DROPPED;
    }

    void failed(int record, InvocationFailure failure) {
        statuses[record] = Status.FAILED;
        failures[record] = failure;
    }

    /** Null if nothing was said. */
    @Nullable
    Status status(int record) {
        return statuses[record];
    }

    /** Why a record failed; null if it did not. */
    @Nullable
    InvocationFailure failure(int record) {
        return failures[record];
    }

    /** First output of a record; -1 if there is none. */
    int firstOutput(int record) {
        return firstOutput[record];
    }

    /** The same record's output behind that one; -1 if it was the last. */
    int nextOutput(int output) {
        return next[output];
    }

    int start(int output) {
        return starts[output];
    }

    int end(int output) {
        return ends[output];
    }

    /** Metadata of an output; empty if it has none. */
    byte[] metadata(int output) {
        return metadata[output];
    }

    /** Whether something was said of every record. */
    boolean isComplete() {
        for (Status status : statuses) {
            if (status == null) {
                return false;
            }
        }
        return true;
    }
}
