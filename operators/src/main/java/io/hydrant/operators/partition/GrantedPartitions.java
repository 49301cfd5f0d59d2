package io.hydrant.operators.partition;

import java.io.Serial;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.apache.flink.api.common.functions.AggregateFunction;

/**
 * The JobManager's side of {@link SharedLimit}: takes a {@link Request}, answers how many partitions that subtask may have.
 *
 * <p>Requests are plain numbers: the JobManager has no class of ours at hand for the values.
 */
final class GrantedPartitions implements AggregateFunction<int[], GrantedPartitions.Grants, Integer> {
    @Serial
    private static final long serialVersionUID = 1;

    @Override
    public Grants createAccumulator() {
        return new Grants();
    }

    @Override
    public Grants add(int[] request, Grants grants) {
        grants.answer(request);
        return grants;
    }

    @Override
    public Integer getResult(Grants grants) {
        return grants.answer;
    }

    @Override
    public Grants merge(Grants one, Grants other) {
        throw new UnsupportedOperationException("the JobManager adds, it does not merge");
    }

    /** What a subtask asks: who it is, how many partitions it has, and whether it wants to open more. */
    static final class Request {
        private static final int SUBTASK = 0;
        private static final int PARALLELISM = 1;
        private static final int OPEN = 2;
        private static final int MORE = 3;
        private static final int LIMIT = 4;

        private Request() {}

        static int[] of(int subtask, int parallelism, int open, boolean more, int limit) {
            int[] request = new int[5];
            request[SUBTASK] = subtask;
            request[PARALLELISM] = parallelism;
            request[OPEN] = open;
            request[MORE] = more ? 1 : 0;
            request[LIMIT] = limit;
            return request;
        }
    }

    /** What the subtasks have. Used by one thread of the JobManager. */
    static final class Grants {
        /** Up to this limit partitions are granted one by one, so that none is granted in vain. */
        private static final int ONE_BY_ONE = 1000;

        /** Of a larger one a subtask gets a part of what is left, divided by their number: fewer questions, little idle or too much. */
        private static final int PARTS = 64;

        private final Map<Integer, Subtask> bySubtask = new HashMap<>();
        private int parallelism;
        private int answer;

        private void answer(int[] request) {
            if (parallelism != request[Request.PARALLELISM]) {
                // The subtasks of before a change of parallelism are gone; those of after it all tell what they have.
                bySubtask.clear();
                parallelism = request[Request.PARALLELISM];
            }
            bySubtask.remove(request[Request.SUBTASK]);
            // What is open is open, even if it is more than the limit.
            int open = request[Request.OPEN];
            answer = open + (request[Request.MORE] == 1 ? more(request[Request.LIMIT], open) : 0);
            bySubtask.put(request[Request.SUBTASK], new Subtask(open, answer));
        }

        /** How many more a subtask that has so many open may open. */
        private int more(int limit, int open) {
            int notGranted = limit - open - sum(Subtask::granted);
            if (limit <= ONE_BY_ONE) {
                return notGranted > 0 ? 1 : 0;
            }
            if (notGranted > 0) {
                return Math.max(1, notGranted / (PARTS * parallelism));
            }
            // A subtask that stalls holds what it was granted for long: for that nobody's records are refused.
            return limit - open - sum(Subtask::open) > 0 ? 1 : 0;
        }

        private int sum(ToIntFunction<Subtask> what) {
            return bySubtask.values().stream().mapToInt(what).sum();
        }

        /**
         * A subtask, as it was when it asked last.
         *
         * @param open what it had
         * @param granted what it might come to have without asking
         */
        private record Subtask(int open, int granted) {}
    }
}
