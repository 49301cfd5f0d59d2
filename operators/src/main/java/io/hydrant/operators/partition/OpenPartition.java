package io.hydrant.operators.partition;

import org.apache.flink.api.java.tuple.Tuple3;

/** How far the buffer of a partition is: what the subtask needs to know without reading its state. */
final class OpenPartition {
    final String partition;
    /** When it is delivered at the latest, epoch milliseconds; {@link Long#MAX_VALUE}: with the next checkpoint. */
    final long deadline;

    private long bundles;
    private long bytes;
    private boolean changed;
    private boolean inState;

    OpenPartition(String partition, long deadline) {
        this.partition = partition;
        this.deadline = deadline;
    }

    static OpenPartition of(String partition, Tuple3<Long, Long, Long> state) {
        OpenPartition restored = new OpenPartition(partition, state.f2);
        restored.bundles = state.f0;
        restored.bytes = state.f1;
        restored.inState = true;
        return restored;
    }

    /** Whether bundles came since it was last asked for its state. */
    boolean isChanged() {
        return changed;
    }

    /** Whether it ever was, so that there is something to be removed. */
    boolean isInState() {
        return inState;
    }

    /** Bundles, bytes and deadline. */
    Tuple3<Long, Long, Long> state() {
        changed = false;
        inState = true;
        return Tuple3.of(bundles, bytes, deadline);
    }

    /** Counts another bundle; returns its number from 0. */
    long add(long payloadBytes) {
        changed = true;
        bytes += payloadBytes;
        return bundles++;
    }

    int bundles() {
        return (int) bundles;
    }

    /** Bytes of records, before compression. */
    long bytes() {
        return bytes;
    }
}
