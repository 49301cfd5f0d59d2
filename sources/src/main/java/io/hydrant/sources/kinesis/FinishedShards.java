package io.hydrant.sources.kinesis;

import java.io.IOException;
import java.io.Serial;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.runtime.taskexecutor.GlobalAggregateManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shards that are finished for good: read to their end, by any subtask, as of a completed checkpoint. No restart reads
 * them again, so what came of them may be read. Subtasks tell each other through the JobManager. Thread-safe.
 */
final class FinishedShards {
    private static final Logger LOGGER = LoggerFactory.getLogger(FinishedShards.class);

    private final GlobalAggregateManager jobManager;
    private final String name;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Set<String> toTell = ConcurrentHashMap.newKeySet();

    /** @param name the same in all subtasks of the source, and in no other source of the job */
    FinishedShards(GlobalAggregateManager jobManager, String name, Collection<String> restored) {
        this.jobManager = jobManager;
        this.name = name;
        known.addAll(restored);
    }

    /** Notes shards of this subtask. */
    void add(Collection<String> shards) {
        for (String shard : shards) {
            if (known.add(shard)) {
                toTell.add(shard);
            }
        }
    }

    /** What this subtask knows. */
    Set<String> known() {
        return Collections.unmodifiableSet(known);
    }

    boolean hasNews() {
        return !toTell.isEmpty();
    }

    /** Tells the other subtasks what is new, and learns what they told. A JobManager that is away is asked next time. */
    Set<String> exchange() {
        Set<String> told = Set.copyOf(toTell);
        try {
            String all = jobManager.updateGlobalAggregate(name, String.join(Union.SEPARATOR, told), new Union());
            toTell.removeAll(told);
            known.addAll(Union.split(all));
        } catch (IOException e) {
            LOGGER.warn("The JobManager does not say which shards are finished; asking again", e);
        }
        return known();
    }

    /** All ids that anybody told. Plain text on the way: the JobManager has no class of ours at hand for the values. */
    static final class Union implements AggregateFunction<String, Set<String>, String> {
        private static final String SEPARATOR = ",";

        @Serial
        private static final long serialVersionUID = 1;

        static Collection<String> split(String ids) {
            return ids.isEmpty() ? Set.of() : Arrays.asList(ids.split(SEPARATOR, -1));
        }

        @Override
        public Set<String> createAccumulator() {
            return new TreeSet<>();
        }

        @Override
        public Set<String> add(String ids, Set<String> all) {
            all.addAll(split(ids));
            return all;
        }

        @Override
        public String getResult(Set<String> all) {
            return String.join(SEPARATOR, all);
        }

        @Override
        public Set<String> merge(Set<String> one, Set<String> other) {
            one.addAll(other);
            return one;
        }
    }
}
