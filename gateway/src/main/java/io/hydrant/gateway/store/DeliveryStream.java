package io.hydrant.gateway.store;

import io.hydrant.core.definition.DirectPut;
import io.hydrant.core.definition.StreamDefinition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery stream that exists.
 *
 * @param name unique among the streams that exist
 * @param arn its Amazon resource name
 * @param status where it is in its life
 * @param versionId counts its configurations, from 1
 * @param createMillis epoch milliseconds
 * @param deliveryStart when its job was first about to be started, to the millisecond; it never changes after that, so a
 *     source that begins with the latest records begins at the same ones whatever happens. Null before
 * @param incarnation tells it from earlier and later streams of the same name, whose state must not mix with its own
 * @param definition what its owner asked for
 * @param updates what updates of its destination have left behind
 */
public record DeliveryStream(
        String name,
        String arn,
        StreamStatus status,
        long versionId,
        long createMillis,
        @Nullable Instant deliveryStart,
        String incarnation,
        StreamDefinition definition,
        StreamUpdates updates) {

    /** A stream that was never updated. */
    public DeliveryStream(
            String name,
            String arn,
            StreamStatus status,
            long versionId,
            long createMillis,
            @Nullable Instant deliveryStart,
            String incarnation,
            StreamDefinition definition) {
        this(name, arn, status, versionId, createMillis, deliveryStart, incarnation, definition, StreamUpdates.NONE);
    }

    /** Whether callers put its records, so that the ingest log has a topic for them; it reads them itself otherwise. */
    public boolean takesPuts() {
        return definition.source() instanceof DirectPut;
    }

    /** The same with its delivery begun. */
    DeliveryStream begun(Instant start) {
        return new DeliveryStream(name, arn, status, versionId, createMillis, start, incarnation, definition, updates);
    }

    /** The stream as its job knows it: in the version before, if that one has not been drained yet. */
    public DeliveryStream deployed() {
        RunningVersion running = updates.running();
        return running == null
                ? this
                : new DeliveryStream(
                        name,
                        arn,
                        status,
                        running.id(),
                        createMillis,
                        deliveryStart,
                        incarnation,
                        running.definition(),
                        updates);
    }
}
