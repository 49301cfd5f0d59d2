package io.hydrant.operators.partition;

import io.hydrant.operators.partition.GrantedPartitions.Request;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.apache.flink.runtime.taskexecutor.GlobalAggregateManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A limit that all subtasks have together: the JobManager grants each a number of partitions, fewer at a time the fewer are
 * left.
 *
 * <p>A subtask tells how many it has, not what has changed, so that asking twice changes nothing and a restart needs no
 * undoing. What it does not need it gives back when {@link #settle} is called. While the JobManager does not
 * answer, partitions are opened all the same: the limit is there to protect, and records in the error output are harder to
 * mend than a partition too many.
 */
final class SharedLimit implements PartitionLimit {
    private static final Logger LOGGER = LoggerFactory.getLogger(SharedLimit.class);

    /** After a refusal the JobManager is left alone for so long. */
    private static final long REFUSED_MILLIS = 100;

    private final GlobalAggregateManager jobManager;
    private final String name;
    private final int subtask;
    private final int parallelism;
    private final int limit;
    private final LongSupplier clock;

    private int granted;
    private long refusedAt = Long.MIN_VALUE;

    /**
     * @param name the same in all subtasks of the operator, and in no other operator of the job
     * @param clock milliseconds
     */
    SharedLimit(
            GlobalAggregateManager jobManager,
            String name,
            int subtask,
            int parallelism,
            int limit,
            LongSupplier clock) {
        this.jobManager = jobManager;
        this.name = name;
        this.subtask = subtask;
        this.parallelism = parallelism;
        this.limit = limit;
        this.clock = clock;
    }

    @Override
    public boolean allowsOneMore(int open) {
        if (open < granted) {
            return true;
        }
        long now = clock.getAsLong();
        if (refusedAt != Long.MIN_VALUE && now - refusedAt < REFUSED_MILLIS) {
            return false;
        }
        try {
            ask(open, true);
        } catch (IOException e) {
            LOGGER.warn("The JobManager does not say how many partitions may be open; opening one", e);
            return true;
        }
        refusedAt = open < granted ? Long.MIN_VALUE : now;
        return open < granted;
    }

    @Override
    public void settle(int open) {
        if (open == granted) {
            return;
        }
        try {
            ask(open, false);
        } catch (IOException e) {
            LOGGER.warn("The JobManager does not take back what is not needed of the limit of partitions", e);
        }
    }

    private void ask(int open, boolean more) throws IOException {
        granted = jobManager.updateGlobalAggregate(
                name, Request.of(subtask, parallelism, open, more, limit), new GrantedPartitions());
    }
}
