package io.hydrant.sources.kinesis;

import io.hydrant.core.config.KinesisConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/** Firehose's metrics of a Kinesis source, for one subtask. Thread-safe: each shard has a thread of its own. */
final class SourceMetrics {
    private static final Duration LEAST_GRACE = Duration.ofSeconds(5);
    /** Without records fan-out is silent for seconds; after 35 the connector subscribes anew. */
    private static final Duration FAN_OUT_GRACE = Duration.ofSeconds(40);

    private static final int POLLS = 5;

    /** What Kinesis said of a shard when it was last read, and when that was. */
    private record Lag(long millisBehind, long saidAtMillis) {}

    private final InstantSource clock;
    private final long graceMillis;
    private final Map<String, Lag> lags = new ConcurrentHashMap<>();
    private final Counter records = new ThreadSafeSimpleCounter();
    private final Counter bytes = new ThreadSafeSimpleCounter();
    private final Counter retries = new ThreadSafeSimpleCounter();
    private final Counter throttledGetRecords = new ThreadSafeSimpleCounter();
    private final Counter throttledGetShardIterator = new ThreadSafeSimpleCounter();
    private final Counter throttledDescribeStream = new ThreadSafeSimpleCounter();

    /**
     * Registers them.
     *
     * @param group of the operator
     * @param config says how often there should be an answer: a shard without any for much longer falls behind while nobody
     *     can say by how much
     */
    SourceMetrics(MetricGroup group, KinesisConfig config, InstantSource clock) {
        this.clock = clock;
        this.graceMillis = grace(config).toMillis();
        MetricGroup read = group.addGroup("DataReadFromKinesisStream");
        read.counter("Records", records);
        read.counter("Bytes", bytes);
        group.counter("KinesisRetries", retries);
        group.counter("ThrottledGetRecords", throttledGetRecords);
        group.counter("ThrottledGetShardIterator", throttledGetShardIterator);
        group.counter("ThrottledDescribeStream", throttledDescribeStream);
        group.gauge("KinesisMillisBehindLatest", (Gauge<Long>) this::millisBehindLatest);
    }

    private static Duration grace(KinesisConfig config) {
        if (config.enhancedFanOut()) {
            return FAN_OUT_GRACE;
        }
        Duration polls = config.pollInterval().multipliedBy(POLLS);
        return polls.compareTo(LEAST_GRACE) > 0 ? polls : LEAST_GRACE;
    }

    void read(int length) {
        records.inc();
        bytes.inc(length);
    }

    /** Kinesis says how far this shard is behind. */
    void behind(String shardId, long millis) {
        lags.put(shardId, new Lag(millis, clock.millis()));
    }

    /** A shard is about to be read, or Kinesis does not answer. */
    void begun(String shardId) {
        lags.putIfAbsent(shardId, new Lag(0, clock.millis()));
    }

    void ended(String shardId) {
        lags.remove(shardId);
    }

    Counter retries() {
        return retries;
    }

    Counter throttledGetRecords() {
        return throttledGetRecords;
    }

    Counter throttledGetShardIterator() {
        return throttledGetShardIterator;
    }

    Counter throttledDescribeStream() {
        return throttledDescribeStream;
    }

    /** Of the shard that is farthest behind. While Kinesis does not answer, time itself adds to it. */
    private long millisBehindLatest() {
        long now = clock.millis();
        long most = 0;
        for (Lag lag : lags.values()) {
            long silence = now - lag.saidAtMillis;
            most = Math.max(most, lag.millisBehind + (silence > graceMillis ? silence : 0));
        }
        return most;
    }
}
