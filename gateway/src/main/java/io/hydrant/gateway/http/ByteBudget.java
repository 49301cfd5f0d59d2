package io.hydrant.gateway.http;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds the bytes that all request bodies together keep in memory. Safe for use by many threads. */
final class ByteBudget {
    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    ByteBudget(long limit) {
        this.limit = limit;
    }

    /** Takes the bytes, or none of them and returns false. A first taker gets what it wants, however much. */
    boolean take(long bytes) {
        long before = taken.getAndAdd(bytes);
        if (before != 0 && before + bytes > limit) {
            taken.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
