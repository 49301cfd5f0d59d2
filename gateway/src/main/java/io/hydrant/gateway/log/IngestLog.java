package io.hydrant.gateway.log;

import io.hydrant.core.config.LogConfig;
import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.core.record.RecordBatch;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends entries to the ingest log and waits until they are flushed on every in-sync replica.
 *
 * <p>Bytes on their way are bounded: beyond {@code log.maxInFlightBytes} callers are told to slow down at once, so a slow or
 * dead log costs bounded memory and no thread waits longer than {@code log.acknowledgementTimeout}. A producer that can
 * never work again is replaced by a new one. Safe for use by many threads.
 */
public final class IngestLog implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(IngestLog.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final long maxInFlightBytes;
    private final long waitMillis;
    private volatile LogWriter writer;

    /** Opens the log; does not wait for it to be reachable. */
    public IngestLog(LogConfig config) {
        this(config, () -> {
            ByteArraySerializer serializer = new ByteArraySerializer();
            return new KafkaProducer<>(KafkaClientSettings.producer(config), serializer, serializer);
        });
    }

    IngestLog(LogConfig config, Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
        this.maxInFlightBytes = config.maxInFlightBytes();
        // The producer itself gives up after the acknowledgement timeout; this is for one that has died.
        this.waitMillis = config.acknowledgementTimeout()
                .plus(KafkaClientSettings.maxBlock(config).multipliedBy(2))
                .toMillis();
        this.writer = new LogWriter(producers.get());
    }

    /**
     * Writes the entries to the topic and waits for each to be acknowledged or refused.
     *
     * @return what became of each entry, in their order
     * @throws FirehoseException SERVICE_UNAVAILABLE if there is no room for them; then none was written
     */
    public List<Appended> append(String topic, List<RecordBatch> entries) {
        LogWriter current = writer;
        long bytes = 0;
        for (RecordBatch entry : entries) {
            bytes += entry.serializedLength();
        }
        if (!current.reserve(bytes, maxInFlightBytes)) {
            throw slowDown();
        }
        PendingAppend pending = new PendingAppend(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            if (!current.send(topic, entries.get(i), pending, i)) {
                replace(current);
            }
        }
        if (!pending.await(waitMillis)) {
            LOGGER.error("The log producer neither wrote nor gave up in {} ms; replacing it", waitMillis);
            replace(current);
        }
        return pending.results();
    }

    /** The answer to a request that the log cannot take now. */
    public static FirehoseException slowDown() {
        return new FirehoseException(ErrorCode.SERVICE_UNAVAILABLE, "Slow down.");
    }

    /** Bytes of entries that were handed to the log and not answered yet. */
    public long inFlightBytes() {
        return writer.inFlightBytes();
    }

    private synchronized void replace(LogWriter dead) {
        if (writer == dead) {
            LOGGER.warn("Replacing the log producer after an error it cannot recover from");
            writer = new LogWriter(producers.get());
            dead.close(Duration.ZERO);
        }
    }

    /** Waits some seconds for entries on their way, then gives up on them. */
    @Override
    public void close() {
        writer.close(CLOSE_TIMEOUT);
    }
}
