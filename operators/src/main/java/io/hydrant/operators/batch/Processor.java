package io.hydrant.operators.batch;

import io.hydrant.core.record.RecordBatch;
import java.io.Serializable;
import org.apache.flink.metrics.MetricGroup;

/**
 * A processor of Firehose's that answers at once: it makes of each batch another one. An instance belongs to one subtask
 * and is called by one thread; what it needs at work it makes in {@link #open}.
 */
public interface Processor extends Serializable {
    /**
     * Called once, before the first batch.
     *
     * @param metrics the operator's group
     */
    default void open(MetricGroup metrics) throws Exception {}

    /**
     * Processes a batch.
     *
     * @param batch at least one record
     * @param failures takes the records that cannot be processed: data, never an exception
     * @return the records that go on, in their order; may have none
     */
    RecordBatch process(RecordBatch batch, Failures failures) throws Exception;

    /** Called once at the end, also after a failure, and also if {@link #open} was not. */
    default void close() throws Exception {}
}
