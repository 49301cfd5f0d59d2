package io.hydrant.core.transform;

import org.jspecify.annotations.Nullable;

/** A record to be transformed; valid during the call that it was given to. */
public interface InputRecord {
    /** Its bytes; a copy that may be kept and changed. */
    byte[] data();

    /** Its bytes as UTF-8 text. */
    String text();

    /** How many bytes it has. */
    int length();

    /** Names it within its invocation; anything else about it is not to be relied on. */
    String recordId();

    /** When it arrived, epoch milliseconds. */
    long arrivalMillis();

    /** Where it stood in a Kinesis data stream; null if it came by another way. */
    @Nullable
    KinesisPosition kinesis();

    /** Where it stood in a Kafka topic; null if it came by another way. */
    @Nullable
    KafkaPosition kafka();

    /**
     * A place in a Kinesis data stream.
     *
     * @param shardId shard that it was read from
     * @param partitionKey key that chose the shard
     * @param sequenceNumber decimal digits
     * @param subsequenceNumber index in the aggregate that it came in; 0 if it came alone
     */
    record KinesisPosition(String shardId, String partitionKey, String sequenceNumber, long subsequenceNumber) {}

    /**
     * A place in a Kafka topic.
     *
     * @param partition from 0
     * @param offset in the partition
     */
    record KafkaPosition(int partition, long offset) {}
}
