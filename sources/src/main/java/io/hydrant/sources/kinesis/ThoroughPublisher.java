package io.hydrant.sources.kinesis;

import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a shard by fan-out, and believes that it has ended only when polling says so too: the connector takes a consumer
 * that somebody deregistered for the shard's end, and what is left of the shard would be lost. A shard whose consumer is
 * gone is polled from then on, until a restart registers it again. For one thread.
 */
final class ThoroughPublisher implements RecordPublisher {
    private static final Logger LOGGER = LoggerFactory.getLogger(ThoroughPublisher.class);

    /** Makes what reads on behind a position. */
    @FunctionalInterface
    interface Polling {
        RecordPublisher from(SequenceNumber last) throws InterruptedException;
    }

    private final RecordPublisher fanOut;
    private final Polling polling;
    private SequenceNumber last;
    private @Nullable RecordPublisher polls;

    /** @param last where the fan-out begins */
    ThoroughPublisher(RecordPublisher fanOut, SequenceNumber last, Polling polling) {
        this.fanOut = fanOut;
        this.last = last;
        this.polling = polling;
    }

    @Override
    public RecordPublisherRunResult run(RecordBatchConsumer consumer) throws InterruptedException {
        if (polls != null) {
            return polls.run(consumer);
        }
        RecordPublisherRunResult result = fanOut.run(batch -> {
            last = consumer.accept(batch);
            return last;
        });
        if (result != RecordPublisherRunResult.COMPLETE) {
            return result;
        }
        LOGGER.info("Fan-out of a shard has ended at {}; polling what may be left", last);
        polls = polling.from(last);
        return RecordPublisherRunResult.INCOMPLETE;
    }
}
