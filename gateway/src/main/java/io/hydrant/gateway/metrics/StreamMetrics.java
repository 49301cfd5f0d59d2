package io.hydrant.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;

/** The meters of one delivery stream: Firehose's IncomingBytes, IncomingRecords, IncomingPutRequests and so on. */
public final class StreamMetrics {
    private static final String STREAM = "delivery_stream";

    private final Counter incomingBytes;
    private final Counter incomingRecords;
    private final Counter incomingPutRequests;
    private final Counter throttledRecords;
    private final Timer putRecordLatency;
    private final Timer putRecordBatchLatency;

    StreamMetrics(MeterRegistry registry, String stream) {
        this.incomingBytes = counter(registry, stream, "hydrant.incoming.bytes", "Bytes of acknowledged records");
        this.incomingRecords = counter(registry, stream, "hydrant.incoming.records", "Acknowledged records");
        this.incomingPutRequests =
                counter(registry, stream, "hydrant.incoming.put.requests", "Acknowledged put requests");
        this.throttledRecords =
                counter(registry, stream, "hydrant.throttled.records", "Records whose sender was told to slow down");
        this.putRecordLatency = timer(registry, stream, "hydrant.put.record.latency", "Duration of PutRecord");
        this.putRecordBatchLatency =
                timer(registry, stream, "hydrant.put.record.batch.latency", "Duration of PutRecordBatch");
    }

    private static Counter counter(MeterRegistry registry, String stream, String name, String description) {
        return Counter.builder(name)
                .description(description)
                .tag(STREAM, stream)
                .register(registry);
    }

    private static Timer timer(MeterRegistry registry, String stream, String name, String description) {
        return Timer.builder(name)
                .description(description)
                .tag(STREAM, stream)
                .serviceLevelObjectives(
                        Duration.ofMillis(2),
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10))
                .register(registry);
    }

    /** Counts an acknowledged request; {@code bytes} and {@code records} leave out what failed of it. */
    public void acknowledged(long bytes, long records) {
        incomingBytes.increment((double) bytes);
        incomingRecords.increment((double) records);
        incomingPutRequests.increment();
    }

    /** Counts records that the log did not take. */
    public void throttled(long records) {
        throttledRecords.increment((double) records);
    }

    /** Times a PutRecord, answered well or not. */
    public void putRecord(long nanos) {
        putRecordLatency.record(Duration.ofNanos(nanos));
    }

    /** Times a PutRecordBatch or a request with lines, answered well or not. */
    public void putRecordBatch(long nanos) {
        putRecordBatchLatency.record(Duration.ofNanos(nanos));
    }

    List<Meter> meters() {
        return List.of(
                incomingBytes,
                incomingRecords,
                incomingPutRequests,
                throttledRecords,
                putRecordLatency,
                putRecordBatchLatency);
    }
}
