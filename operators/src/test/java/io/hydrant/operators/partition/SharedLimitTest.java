package io.hydrant.operators.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.runtime.taskexecutor.GlobalAggregateManager;
import org.junit.jupiter.api.Test;

/** Subtasks of one operator and the JobManager that they share. */
class SharedLimitTest {
    private final FakeJobManager jobManager = new FakeJobManager();
    private long now;

    @Test
    void allSubtasksTogetherOpenAsManyAsTheLimit() {
        SharedLimit one = limit(0, 2, 5);
        SharedLimit other = limit(1, 2, 5);

        assertThat(open(one, 3)).isEqualTo(3);
        assertThat(open(other, 9)).isEqualTo(2);
        assertThat(one.allowsOneMore(3)).isFalse();
    }

    @Test
    void whatWasDeliveredInOneSubtaskMayBeOpenedInAnother() {
        SharedLimit one = limit(0, 2, 5);
        SharedLimit other = limit(1, 2, 5);
        open(one, 5);
        assertThat(other.allowsOneMore(0)).isFalse();

        one.settle(3);

        assertThat(other.allowsOneMore(0)).isFalse(); // just refused
        now += 100;
        assertThat(other.allowsOneMore(0)).isTrue();
        assertThat(other.allowsOneMore(1)).isTrue();
        now += 100;
        assertThat(other.allowsOneMore(2)).isFalse();
    }

    @Test
    void aSubtaskThatStartsAnewHasWhatItRestored() {
        SharedLimit one = limit(0, 2, 5);
        SharedLimit other = limit(1, 2, 5);
        open(one, 4);
        open(other, 1);

        SharedLimit restarted = limit(0, 2, 5);
        restarted.settle(2);

        assertThat(open(other, 9, 1)).isEqualTo(2);
        assertThat(restarted.allowsOneMore(2)).isFalse();
    }

    @Test
    void subtasksOfBeforeAChangeOfParallelismAreForgotten() {
        SharedLimit one = limit(0, 3, 5);
        SharedLimit gone = limit(2, 3, 5);
        open(one, 1);
        open(gone, 4);

        SharedLimit first = limit(0, 2, 5);
        SharedLimit second = limit(1, 2, 5);
        first.settle(2);
        second.settle(2);

        assertThat(first.allowsOneMore(2)).isTrue();
        assertThat(second.allowsOneMore(2)).isFalse();
    }

    @Test
    void whatIsOpenStaysOpenEvenBeyondTheLimit() {
        SharedLimit one = limit(0, 2, 5);
        one.settle(7);

        assertThat(one.allowsOneMore(7)).isFalse();
        now += 100;
        one.settle(4);
        assertThat(one.allowsOneMore(4)).isTrue();
    }

    @Test
    void aLargeLimitCostsFewQuestions() {
        assertThat(open(limit(0, 2, 100_000), 100_000)).isEqualTo(100_000);
        assertThat(jobManager.questions).isLessThan(2000);
    }

    @Test
    void whatASubtaskWasGrantedAndDoesNotUseIsRefusedToNoOther() {
        SharedLimit stalled = limit(0, 2, 10_000);
        SharedLimit other = limit(1, 2, 10_000);

        assertThat(open(stalled, 1)).isEqualTo(1);
        assertThat(open(other, 9_999)).isEqualTo(9_999);
        assertThat(other.allowsOneMore(9_999)).isTrue(); // of the stalled one it is not known yet that it opened one
        assertThat(stalled.allowsOneMore(1)).isTrue();
    }

    @Test
    void theLimitIsPassedByNoMoreThanIsGrantedAtATime() {
        SharedLimit one = limit(0, 2, 10_000);
        SharedLimit other = limit(1, 2, 10_000);

        int opened = open(one, 5_000);
        opened += open(other, 10_000);
        opened += open(one, 10_000, 5_000);

        assertThat(opened).isBetween(10_000, 10_000 + 10_000 / 64);
    }

    @Test
    void whileTheJobManagerIsAwayPartitionsAreOpened() {
        SharedLimit one = limit(0, 2, 1);
        open(one, 1);
        jobManager.away = true;

        assertThat(one.allowsOneMore(1)).isTrue();
        one.settle(2);
        jobManager.away = false;
        now += 100;
        assertThat(one.allowsOneMore(2)).isFalse();
    }

    private SharedLimit limit(int subtask, int parallelism, int limit) {
        return new SharedLimit(jobManager, "partitions", subtask, parallelism, limit, () -> now);
    }

    private static int open(SharedLimit limit, int wanted) {
        return open(limit, wanted, 0);
    }

    /** How many of the wanted partitions could be opened beside those that are open. */
    private static int open(SharedLimit limit, int wanted, int open) {
        int opened = 0;
        while (opened < wanted && limit.allowsOneMore(open + opened)) {
            opened++;
        }
        return opened;
    }

    private static final class FakeJobManager implements GlobalAggregateManager {
        private final Map<String, Object> accumulators = new HashMap<>();
        private boolean away;
        private int questions;

        @Override
        @SuppressWarnings("unchecked")
        public <I, A, O> O updateGlobalAggregate(String name, Object value, AggregateFunction<I, A, O> function)
                throws IOException {
            if (away) {
                throw new IOException("away");
            }
            questions++;
            assertThat(value).isInstanceOf(Serializable.class);
            A accumulator = (A) accumulators.computeIfAbsent(name, n -> function.createAccumulator());
            return function.getResult(function.add((I) value, accumulator));
        }
    }
}
