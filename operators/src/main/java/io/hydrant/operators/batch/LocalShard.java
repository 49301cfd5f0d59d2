package io.hydrant.operators.batch;

import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/** Numbers the buffers so that each subtask has one of its own. */
public final class LocalShard {
    private LocalShard() {}

    /** As {@link #of(int, int, int)}, of the subtask that asks. */
    public static int of(TaskInfo task) {
        return of(
                task.getIndexOfThisSubtask(),
                task.getNumberOfParallelSubtasks(),
                task.getMaxNumberOfParallelSubtasks());
    }

    /**
     * The smallest number from 0 on which, used as a key, belongs to the given subtask: what a subtask read can then be
     * buffered in the same thread, without serialization, and still is keyed state that moves with a change of
     * parallelism.
     */
    public static int of(int subtask, int parallelism, int maxParallelism) {
        int shard = 0;
        while (KeyGroupRangeAssignment.assignKeyToParallelOperator(shard, maxParallelism, parallelism) != subtask) {
            shard++;
        }
        return shard;
    }
}
