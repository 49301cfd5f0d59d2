package io.hydrant.sources.kafka;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Messages on their way into a batch; those of all partitions of a reader, in the order in which they were read. */
final class GatheredMessages implements ReaderOutput<ConsumerRecord<byte[], byte[]>> {
    /** A batch of this size is handed on; a message of this size is a batch of its own, without a further copy. */
    static final int BATCH_BYTES = 256 << 10;

    /** Bounds what a call takes of messages that are next to nothing. */
    static final int BATCH_MESSAGES = 1 << 14;

    private final RecordBatchBuilder builder = new RecordBatchBuilder(2 * BATCH_BYTES);
    private boolean enough;
    private @Nullable ReaderOutput<RecordBatch> target;

    /** Names where batches go, and begins anew. */
    void emitTo(ReaderOutput<RecordBatch> output) {
        target = output;
        enough = false;
    }

    /** Whether as much was taken as one call of the reader should. */
    boolean isEnough() {
        return enough;
    }

    @Override
    public void collect(ConsumerRecord<byte[], byte[]> message) {
        byte[] value = message.value();
        // Messages of very old producers have no timestamp: it is -1.
        long arrival = message.timestamp() < 0 ? System.currentTimeMillis() : message.timestamp();
        if (value == null) {
            emitAlone(RecordBatch.tombstone(message.partition(), message.offset(), arrival));
        } else if (value.length >= BATCH_BYTES) {
            emitAlone(RecordBatch.ofMessage(message.partition(), message.offset(), arrival, value));
        } else {
            builder.addMessage(message.partition(), message.offset(), arrival, value);
            enough = builder.payloadLength() >= BATCH_BYTES || builder.size() >= BATCH_MESSAGES;
        }
    }

    private void emitAlone(RecordBatch batch) {
        flush();
        emit(batch);
        enough = true;
    }

    /** Hands on what is gathered. */
    void flush() {
        if (builder.size() > 0) {
            emit(builder.build());
        }
    }

    private void emit(RecordBatch batch) {
        if (target == null) {
            throw new IllegalStateException("nobody has asked for messages");
        }
        target.collect(batch);
    }

    @Override
    public void collect(ConsumerRecord<byte[], byte[]> message, long timestamp) {
        collect(message);
    }

    @Override
    public SourceOutput<ConsumerRecord<byte[], byte[]>> createOutputForSplit(String split) {
        return this;
    }

    @Override
    public void releaseOutputForSplit(String split) {
        // All partitions share this output.
    }

    @Override
    public void emitWatermark(Watermark watermark) {
        // Delivery goes by the clock.
    }

    @Override
    public void markIdle() {
        // As for watermarks.
    }

    @Override
    public void markActive() {
        // As for watermarks.
    }
}
