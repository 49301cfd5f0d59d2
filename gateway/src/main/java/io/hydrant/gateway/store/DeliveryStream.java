package io.hydrant.gateway.store;

import io.hydrant.core.definition.StreamDefinition;

/**
 * A delivery stream that exists.
 *
 * @param name unique among the streams that exist
 * @param arn its Amazon resource name
 * @param status where it is in its life
 * @param versionId counts its configurations, from 1
 * @param createMillis epoch milliseconds
 * @param incarnation tells it from earlier and later streams of the same name, whose state must not mix with its own
 * @param definition what its owner asked for
 */
public record DeliveryStream(
        String name,
        String arn,
        StreamStatus status,
        long versionId,
        long createMillis,
        String incarnation,
        StreamDefinition definition) {

    /** The same stream with another status. */
    public DeliveryStream withStatus(StreamStatus newStatus) {
        return new DeliveryStream(name, arn, newStatus, versionId, createMillis, incarnation, definition);
    }
}
