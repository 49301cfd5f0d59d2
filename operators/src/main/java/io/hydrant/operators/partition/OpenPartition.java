package io.hydrant.operators.partition;

import org.apache.flink.api.java.tuple.Tuple3;

/** How far the buffer of a partition is: what the subtask needs to know without reading its state. */
final class OpenPartition {
    /** When it is delivered at the latest, epoch milliseconds; 0: with the next checkpoint. */
    final long deadline;

    private long bundles;
    private long bytes;

    OpenPartition(long deadline) {
        this.deadline = deadline;
    }

    static OpenPartition of(Tuple3<Long, Long, Long> state) {
        OpenPartition restored = new OpenPartition(state.f2);
        restored.bundles = state.f0;
        restored.bytes = state.f1;
        return restored;
    }

    /** Bundles, bytes and deadline. */
    Tuple3<Long, Long, Long> state() {
        return Tuple3.of(bundles, bytes, deadline);
    }

    /** Counts another bundle; returns its number from 0. */
    long add(long payloadBytes) {
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
