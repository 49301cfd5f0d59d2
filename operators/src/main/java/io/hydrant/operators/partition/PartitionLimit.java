package io.hydrant.operators.partition;

/** How many partitions a subtask may have open. Not thread-safe. */
interface PartitionLimit {
    /** Whether one more may be opened beside those that are. */
    boolean allowsOneMore(int open);

    /** Says how many are open: after a restore, when some were delivered and at each checkpoint. */
    default void settle(int open) {}
}
