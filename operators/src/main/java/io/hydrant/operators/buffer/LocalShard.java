package io.hydrant.operators.buffer;

import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/** Numbers the buffers so that each subtask has one of its own. */
final class LocalShard {
    private LocalShard() {}

    /**
     * The smallest number from 0 on which, used as a key, belongs to the given subtask: what a subtask read can then be
     * buffered in the same thread, without serialization, and still is keyed state that moves with a change of
     * parallelism.
     */
    static int of(int subtask, int parallelism, int maxParallelism) {
        int shard = 0;
        while (KeyGroupRangeAssignment.assignKeyToParallelOperator(shard, maxParallelism, parallelism) != subtask) {
            shard++;
        }
        return shard;
    }
}
