package io.hydrant.gateway.log;

import io.hydrant.core.record.RecordBatch;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One producer and the bytes it has in flight; when the producer is replaced, its bytes are forgotten with it. */
final class LogWriter {
    private static final Logger LOGGER = LoggerFactory.getLogger(LogWriter.class);

    private final Producer<byte[], byte[]> producer;
    private final AtomicLong inFlightBytes = new AtomicLong();

    LogWriter(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /**
     * Takes room for that many bytes, all or nothing; each entry's room is given back when it is answered. A request that is
     * larger than the whole limit is let in when nothing else is in flight.
     */
    boolean reserve(long bytes, long limit) {
        long before = inFlightBytes.getAndAdd(bytes);
        if (before != 0 && before + bytes > limit) {
            inFlightBytes.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    long inFlightBytes() {
        return inFlightBytes.get();
    }

    /**
     * Hands an entry to the producer; its answer goes to {@code pending}.
     *
     * @return false if the producer is in a state that it never leaves
     */
    boolean send(String topic, RecordBatch entry, PendingAppend pending, int index) {
        int length = entry.serializedLength();
        try {
            ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(
                    topic, partition(topic, entry), entry.oldestArrivalMillis(), null, value(entry));
            var unused =
                    producer.send(message, (metadata, failure) -> answer(pending, index, length, metadata, failure));
            return true;
        } catch (ApiException | InterruptException e) {
            answer(pending, index, length, null, e);
            return true;
        } catch (KafkaException | IllegalStateException e) {
            answer(pending, index, length, null, e);
            return false;
        }
    }

    /** A retry must meet its first try, so the request id alone decides; without one Kafka chooses. */
    private @Nullable Integer partition(String topic, RecordBatch entry) {
        if (!entry.hasRequestId()) {
            return null;
        }
        int partitions = producer.partitionsFor(topic).size();
        return (int) Long.remainderUnsigned(entry.requestIdHigh(), partitions);
    }

    private static byte[] value(RecordBatch entry) {
        byte[] bytes = entry.bytes();
        return bytes.length == entry.serializedLength() ? bytes : Arrays.copyOf(bytes, entry.serializedLength());
    }

    private void answer(
            PendingAppend pending,
            int index,
            int length,
            @Nullable RecordMetadata metadata,
            @Nullable Exception failure) {
        Appended result;
        if (failure == null && metadata != null) {
            result = new Appended(metadata.partition(), metadata.hasOffset() ? metadata.offset() : -1, null);
        } else {
            LOGGER.debug("The log did not acknowledge an entry of {} bytes", length, failure);
            result = Appended.failed(failure == null ? new IllegalStateException("no position") : failure);
        }
        if (pending.complete(index, result)) {
            inFlightBytes.addAndGet(-length);
        }
    }

    void close(Duration timeout) {
        try {
            producer.close(timeout);
        } catch (KafkaException e) {
            LOGGER.debug("The log producer did not close cleanly", e);
        }
    }
}
