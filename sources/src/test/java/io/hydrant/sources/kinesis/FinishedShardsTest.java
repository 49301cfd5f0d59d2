package io.hydrant.sources.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.runtime.taskexecutor.GlobalAggregateManager;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

/** What the subtasks of a source tell each other of finished shards. */
class FinishedShardsTest {
    private final FakeJobManager jobManager = new FakeJobManager();

    @Test
    void subtasksLearnFromEachOther() {
        FinishedShards one = subtask("a");
        FinishedShards other = subtask("a");

        one.add(List.of("0", "1"));
        assertThat(one.exchange()).containsExactlyInAnyOrder("0", "1");
        other.add(List.of("2"));
        assertThat(other.exchange()).containsExactlyInAnyOrder("0", "1", "2");
        assertThat(one.exchange()).containsExactlyInAnyOrder("0", "1", "2");
    }

    @Test
    void oneThatHasNothingToTellLearnsToo() {
        FinishedShards one = subtask("a");
        FinishedShards other = subtask("a");
        assertThat(other.exchange()).isEmpty();

        one.add(List.of("0"));
        one.exchange();

        assertThat(other.exchange()).containsExactly("0");
    }

    @Test
    void whatIsToldIsNewsUntilTheJobManagerHasHeardIt() {
        FinishedShards shards = subtask("a");
        shards.add(List.of("0"));
        jobManager.away = true;

        assertThat(shards.exchange()).as("known all the same").containsExactly("0");
        assertThat(shards.hasNews()).isTrue();
        jobManager.away = false;
        shards.exchange();

        assertThat(shards.hasNews()).isFalse();
        assertThat(subtask("a").exchange()).containsExactly("0");
    }

    @Test
    void whatWasRestoredIsKnownAtOnceAndIsNoNews() {
        FinishedShards restored = new FinishedShards(jobManager, "a", List.of("0", "1"));

        assertThat(restored.known()).containsExactlyInAnyOrder("0", "1");
        restored.add(List.of("0"));
        assertThat(restored.hasNews()).isFalse();
    }

    @Test
    void twoSourcesOfAJobDoNotMix() {
        FinishedShards one = subtask("a");
        one.add(List.of("0"));
        one.exchange();

        assertThat(subtask("b").exchange()).isEmpty();
    }

    private FinishedShards subtask(String source) {
        return new FinishedShards(jobManager, source, List.of());
    }

    /** As the JobManager does it: what arrives there has been serialized. */
    private static final class FakeJobManager implements GlobalAggregateManager {
        private final Map<String, Object> accumulators = new HashMap<>();
        boolean away;

        @Override
        @SuppressWarnings("unchecked")
        public <IN, ACC, OUT> OUT updateGlobalAggregate(
                String name, Object value, AggregateFunction<IN, ACC, OUT> function) throws IOException {
            if (away) {
                throw new IOException("no JobManager");
            }
            try {
                AggregateFunction<IN, ACC, OUT> there =
                        (AggregateFunction<IN, ACC, OUT>) InstantiationUtil.<AggregateFunction<?, ?, ?>>clone(function);
                Object known = accumulators.get(name);
                ACC accumulator = known == null ? there.createAccumulator() : (ACC) known;
                accumulator = there.add((IN) value, accumulator);
                accumulators.put(name, accumulator);
                return there.getResult(accumulator);
            } catch (ClassNotFoundException e) {
                throw new IOException(e);
            }
        }
    }
}
