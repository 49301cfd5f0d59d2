package io.hydrant.gateway.http;

import io.hydrant.gateway.log.IngestLog;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that all request bodies together may take. Arrays of the size that full batches need are used again: garbage
 * of that size costs a collector more than all the rest of a request. Safe for use by many threads.
 */
final class BodyMemory {
    /** Smallest body that is worth an array of {@link #KEPT_BYTES}. */
    private static final int WORTH_KEEPING_BYTES = 256 << 10;

    private static final int KEPT_BYTES = 1 << 20;
    private static final int MAX_KEPT = 16;

    private final long limit;
    private final AtomicLong taken = new AtomicLong();
    private final BlockingQueue<byte[]> kept = new ArrayBlockingQueue<>(MAX_KEPT);

    BodyMemory(long limit) {
        this.limit = limit;
    }

    /**
     * An array of at least that size, with anything in it. A first taker gets what it wants, however much.
     *
     * @throws io.hydrant.core.model.FirehoseException SERVICE_UNAVAILABLE if all memory is taken
     */
    byte[] take(int size) {
        boolean keeping = size >= WORTH_KEEPING_BYTES && size <= KEPT_BYTES;
        int length = keeping ? KEPT_BYTES : size;
        long before = taken.getAndAdd(length);
        if (before != 0 && before + length > limit) {
            taken.addAndGet(-length);
            throw IngestLog.slowDown();
        }
        byte[] again = keeping ? kept.poll() : null;
        return again == null ? new byte[length] : again;
    }

    /** Takes an array back, which nobody may use any more. */
    void giveBack(byte[] array) {
        taken.addAndGet(-array.length);
        if (array.length == KEPT_BYTES) {
            var unused = kept.offer(array);
        }
    }

    /** Bytes in use. */
    long taken() {
        return taken.get();
    }
}
