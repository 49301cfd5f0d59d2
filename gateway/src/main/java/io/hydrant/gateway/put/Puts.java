package io.hydrant.gateway.put;

import io.hydrant.core.config.LogConfig;
import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.gateway.call.Call;
import io.hydrant.gateway.log.Appended;
import io.hydrant.gateway.log.IngestLog;
import io.hydrant.gateway.metrics.GatewayMetrics;
import io.hydrant.gateway.metrics.StreamMetrics;
import io.hydrant.gateway.store.DeliveryStream;
import io.hydrant.gateway.store.StreamCatalog;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * What all puts share: look up the stream, write the records as one log entry (more only if they are larger than an entry
 * may be), wait for the log. Safe for use by many threads.
 */
public final class Puts {
    /** As many as can be filled at a time on a few cores; each may have grown to the size of a full batch. */
    private static final int MAX_IDLE_BUILDERS = 8;

    private final StreamCatalog streams;
    private final IngestLog log;
    private final LogConfig config;
    private final GatewayMetrics metrics;
    private final String accountId;
    private final List<String> cloudWatchLogsAccessKeys;
    private final InstantSource clock;
    private final BlockingQueue<RecordBatchBuilder> idleBuilders = new ArrayBlockingQueue<>(MAX_IDLE_BUILDERS);

    /**
     * Puts into these streams and this log.
     *
     * @param streams the delivery streams that exist
     * @param log where records go
     * @param config the log's configuration
     * @param metrics counts records, bytes and durations
     * @param accountId named in the answer for a stream that does not exist
     * @param cloudWatchLogsAccessKeys who alone may put to streams that decompress; empty: everybody
     * @param clock gives the arrival times
     */
    public Puts(
            StreamCatalog streams,
            IngestLog log,
            LogConfig config,
            GatewayMetrics metrics,
            String accountId,
            List<String> cloudWatchLogsAccessKeys,
            InstantSource clock) {
        this.streams = streams;
        this.log = log;
        this.config = config;
        this.metrics = metrics;
        this.accountId = accountId;
        this.cloudWatchLogsAccessKeys = List.copyOf(cloudWatchLogsAccessKeys);
        this.clock = clock;
    }

    /** A batch whose records arrive now; to be given back by {@link #recycle}. */
    RecordBatchBuilder newBatch(int capacity) {
        RecordBatchBuilder idle = idleBuilders.poll();
        RecordBatchBuilder batch = idle == null ? new RecordBatchBuilder(capacity) : idle;
        return batch.beginEntry(clock.millis());
    }

    /** Keeps a builder, and the arrays it has grown, for another call. */
    void recycle(RecordBatchBuilder batch) {
        batch.clear();
        var unused = idleBuilders.offer(batch);
    }

    /**
     * The stream of that name, if it takes records of this caller.
     *
     * @throws FirehoseException RESOURCE_NOT_FOUND if there is none, INVALID_ARGUMENT if it reads its records itself,
     *     INVALID_SOURCE if it takes those of CloudWatch Logs only
     */
    DeliveryStream stream(String name, Call call) {
        DeliveryStream stream = stream(name);
        if (!cloudWatchLogsAccessKeys.isEmpty()
                && stream.definition().processing().decompression()
                && !cloudWatchLogsAccessKeys.contains(String.valueOf(call.accessKeyId()))) {
            throw new FirehoseException(
                    ErrorCode.INVALID_SOURCE,
                    "Firehose " + name + " decompresses its records, and takes them from CloudWatch Logs only.");
        }
        return stream;
    }

    private DeliveryStream stream(String name) {
        DeliveryStream stream = streams.find(name);
        if (stream == null || !stream.status().acceptingRecords()) {
            throw new FirehoseException(
                    ErrorCode.RESOURCE_NOT_FOUND, "Firehose " + name + " under account " + accountId + " not found.");
        }
        if (!stream.takesPuts()) {
            throw FirehoseException.invalidArgument(
                    "This operation is not permitted on " + stream.definition().type() + " delivery stream type.");
        }
        return stream;
    }

    StreamMetrics metrics(DeliveryStream stream) {
        return metrics.stream(stream.name());
    }

    /**
     * Writes the records and waits for the log.
     *
     * @param records at least one
     * @throws FirehoseException SERVICE_UNAVAILABLE if the log acknowledged none of them
     */
    Receipt append(DeliveryStream stream, String operation, Call call, RecordBatchBuilder records) {
        RequestId id = RequestId.of(operation, call, records.payload(), records.payloadLength(), records.size());
        int count = records.size();
        long bytes = records.payloadLength();
        StreamMetrics streamMetrics = metrics(stream);
        Receipt receipt;
        try {
            List<RecordBatch> entries = entries(records, id);
            List<Appended> results = log.append(config.topic(stream.name()), entries);
            receipt = new Receipt(stream.incarnation().hashCode(), entries, results);
        } catch (FirehoseException e) {
            streamMetrics.throttled(count);
            throw e;
        }
        streamMetrics.throttled(receipt.failedCount());
        if (receipt.allFailed()) {
            throw IngestLog.slowDown();
        }
        checkStillThere(stream);
        streamMetrics.acknowledged(bytes - receipt.failedBytes(), count - receipt.failedCount());
        return receipt;
    }

    /**
     * A stream that went into deletion while the records were on their way may have been drained without them, so nothing
     * is promised. If it still takes records now, its drain begins after they were written.
     */
    private void checkStillThere(DeliveryStream stream) {
        if (!stream(stream.name()).incarnation().equals(stream.incarnation())) {
            throw IngestLog.slowDown();
        }
    }

    private List<RecordBatch> entries(RecordBatchBuilder records, @Nullable RequestId id) {
        if (id != null) {
            records.requestId(id.high(), id.low());
        }
        RecordBatch all = records.build();
        return all.payloadLength() <= config.maxEntryBytes() ? List.of(all) : cut(all, id);
    }

    private List<RecordBatch> cut(RecordBatch all, @Nullable RequestId id) {
        List<RecordBatch> entries = new ArrayList<>();
        RecordBatchBuilder entry = new RecordBatchBuilder(config.maxEntryBytes()).beginEntry(all.oldestArrivalMillis());
        for (int i = 0; i < all.size(); i++) {
            int length = all.end(i) - all.start(i);
            if (entry.size() > 0 && entry.payloadLength() + (long) length > config.maxEntryBytes()) {
                entries.add(finish(entry, id, entries.size()));
                entry.beginEntry(all.oldestArrivalMillis());
            }
            entry.add(all.bytes(), all.start(i), length);
        }
        entries.add(finish(entry, id, entries.size()));
        return entries;
    }

    private static RecordBatch finish(RecordBatchBuilder entry, @Nullable RequestId id, int number) {
        if (id != null) {
            RequestId own = id.entry(number);
            entry.requestId(own.high(), own.low());
        }
        return entry.build();
    }
}
