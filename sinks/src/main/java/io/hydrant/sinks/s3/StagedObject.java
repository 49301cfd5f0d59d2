package io.hydrant.sinks.s3;

import org.jspecify.annotations.Nullable;

/**
 * An object on its way into a database: written, and published already or ready for it. Immutable.
 *
 * <p>An {@link ObjectPublisher} publishes it, as often as it is asked to; one that is published already is left alone.
 */
public final class StagedObject {
    private final String url;

    private final long records;
    private final long payloadBytes;
    private final long oldestArrivalMillis;
    private final @Nullable S3Committable pending;

    private StagedObject(
            String url, long records, long payloadBytes, long oldestArrivalMillis, @Nullable S3Committable pending) {
        this.url = url;
        this.records = records;
        this.payloadBytes = payloadBytes;
        this.oldestArrivalMillis = oldestArrivalMillis;
        this.pending = pending;
    }

    /** An object that waits to be published. */
    static StagedObject pending(String url, S3Committable pending) {
        return new StagedObject(url, pending.records(), pending.payloadBytes(), pending.oldestArrivalMillis(), pending);
    }

    /**
     * An object that is there already.
     *
     * @param url {@code s3://bucket/key}
     * @param records that it holds
     * @param payloadBytes their bytes before compression; 0 if nobody knows
     * @param oldestArrivalMillis arrival of the oldest record, epoch milliseconds
     */
    public static StagedObject published(String url, long records, long payloadBytes, long oldestArrivalMillis) {
        return new StagedObject(url, records, payloadBytes, oldestArrivalMillis, null);
    }

    /** The same, of which nothing has to be published any more. */
    public StagedObject published() {
        return pending == null ? this : published(url, records, payloadBytes, oldestArrivalMillis);
    }

    /** {@code s3://bucket/key}, as a database names it. */
    public String url() {
        return url;
    }

    /** How many records it holds. */
    public long records() {
        return records;
    }

    /** Bytes of its records before compression; 0 if nobody knows. */
    public long payloadBytes() {
        return payloadBytes;
    }

    /** Arrival of its oldest record, epoch milliseconds. */
    public long oldestArrivalMillis() {
        return oldestArrivalMillis;
    }

    /** What publishes it; null if it is published. */
    @Nullable
    S3Committable pending() {
        return pending;
    }

    @Override
    public String toString() {
        return url;
    }
}
