package io.hydrant.job.redrive;

import io.hydrant.core.record.FailedRecord;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.sinks.redshift.RedshiftCopy;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What became of a redrive that has ended.
 *
 * @param taken records that were taken from error objects
 * @param failedAgain records that are in the error output again, in new objects
 */
public record RedriveCounts(long taken, long failedAgain) {
    static final String TAKEN = "taken";
    private static final String FAILED = "failed";

    /** Reads them from the accumulators of its job. */
    public static RedriveCounts of(Map<String, Object> accumulators) {
        long skipped = count(accumulators, RedshiftCopy.SKIPPED);
        return new RedriveCounts(count(accumulators, TAKEN), count(accumulators, FAILED) + skipped);
    }

    private static long count(Map<String, Object> accumulators, String name) {
        return accumulators.get(name) instanceof Long count ? count.longValue() : 0;
    }

    /** Counts what fails again. */
    public static DataStream<FailedRecord> countFailures(DataStream<FailedRecord> failures, String uid) {
        return failures.transform(
                        "Count failures", BatchTypes.FAILED_RECORD, new CountOperator<>(FAILED, failed -> 1, null))
                .uid(uid);
    }
}
