package io.hydrant.job;

import io.hydrant.core.record.RecordBatch;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What is done to records on their way, in Firehose's fixed order. */
final class ProcessingSteps {
    private ProcessingSteps() {}

    static DataStream<RecordBatch> attach(DataStream<RecordBatch> records, JobSpec spec, FailureStreams failures) {
        return records;
    }
}
