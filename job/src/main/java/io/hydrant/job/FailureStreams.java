package io.hydrant.job;

import io.hydrant.core.record.FailedRecord;
import io.hydrant.operators.batch.BatchTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Collects the failed records of all steps of a job while it is put together. */
final class FailureStreams {
    private final List<DataStream<FailedRecord>> streams = new ArrayList<>();

    /** Adds those of a step, which it returns. */
    <T> SingleOutputStreamOperator<T> of(SingleOutputStreamOperator<T> step) {
        add(step.getSideOutput(BatchTypes.FAILURES));
        return step;
    }

    void add(DataStream<FailedRecord> failures) {
        streams.add(failures);
    }

    /** All of them in one stream; empty if no step of the job can fail. */
    Optional<DataStream<FailedRecord>> all() {
        return streams.stream().reduce(DataStream::union);
    }
}
