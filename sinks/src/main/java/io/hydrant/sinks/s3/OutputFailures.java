package io.hydrant.sinks.s3;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of objects that cannot be written or published. Most such failures end the job's attempt, and the next one tries
 * again; its tasks, and the counters that Flink gives them, are new every time. So the count is kept for as long as the
 * process runs.
 */
final class OutputFailures {
    /** Metric: how often an object of the output could not be written or published, since the process started. */
    static final String METRIC = "WriteFailures";

    private static final Logger LOGGER = LoggerFactory.getLogger(OutputFailures.class);
    private static final Map<String, AtomicLong> COUNTS = new ConcurrentHashMap<>();

    private final S3Output output;
    private final AtomicLong count;

    private OutputFailures(S3Output output, AtomicLong count) {
        this.output = output;
        this.count = count;
    }

    /**
     * Those of one output of one stream.
     *
     * @param stream tells streams apart
     * @param group where the output's metrics go
     */
    static OutputFailures of(S3Output output, String stream, MetricGroup group) {
        AtomicLong count = COUNTS.computeIfAbsent(stream + "/" + output, key -> new AtomicLong());
        group.gauge(METRIC, (Gauge<Long>) count::get);
        return new OutputFailures(output, count);
    }

    /** Counts a failure and says in the log that nothing is lost by it. */
    void tell(String path, Exception failure) {
        count.incrementAndGet();
        LOGGER.error(
                "{} cannot be written: {}. No record is lost: it is tried again. {}",
                output.operatorName(),
                path,
                failure.toString());
    }
}
