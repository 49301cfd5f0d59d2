package io.hydrant.operators.batch;

import io.hydrant.core.record.RecordBatch;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Attaches a {@link Processor} to a job. */
public final class Processors {
    private Processors() {}

    /**
     * Attaches a processor, chained to what is before it; what fails in it is its side output, by
     * {@link BatchTypes#FAILURES}.
     *
     * @param name to people
     * @param uid constant
     */
    public static SingleOutputStreamOperator<RecordBatch> attach(
            DataStream<RecordBatch> batches, Processor processor, String name, String uid) {
        return batches.transform(name, BatchTypes.RECORD_BATCH, new ProcessorOperator(processor))
                .uid(uid);
    }
}
