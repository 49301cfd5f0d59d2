package io.hydrant.operators.lambda;

import io.hydrant.core.record.RecordBatch;
import java.util.ArrayList;
import java.util.List;

/** The records that one invocation transforms: neighbouring records of neighbouring batches, numbered from 0. */
final class RequestRecords {
    /**
     * Neighbouring records of one batch.
     *
     * @param batch where they are
     * @param from index in the batch of the first
     * @param to index behind the last
     * @param firstIndex number of the first in the request
     */
    record Run(RecordBatch batch, int from, int to, int firstIndex) {}

    private final List<Run> runs = new ArrayList<>();
    private int size;

    /** Adds a run of records that follow on those added before. */
    void add(RecordBatch batch, int from, int to) {
        if (from < to) {
            runs.add(new Run(batch, from, to, size));
            size += to - from;
        }
    }

    List<Run> runs() {
        return runs;
    }

    /** How many records there are. */
    int size() {
        return size;
    }
}
