package io.hydrant.catalog;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps an answer up to a limit and forgets the rest, so that nobody at the endpoint can fill the memory. */
final class BoundedBody implements Consumer<Optional<byte[]>> {
    private final int limit;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean tooLong;

    /** @param limit bytes */
    BoundedBody(int limit) {
        this.limit = limit;
    }

    /** Takes the next piece; none at the end. */
    @Override
    public synchronized void accept(Optional<byte[]> piece) {
        byte[] bytes = piece.orElse(new byte[0]);
        if (bytes.length > limit - kept.size()) {
            tooLong = true;
        }
        if (!tooLong) {
            kept.write(bytes, 0, bytes.length);
        }
    }

    /** Whether something was forgotten. */
    synchronized boolean isTooLong() {
        return tooLong;
    }

    /** What was kept. */
    synchronized byte[] bytes() {
        return kept.toByteArray();
    }
}
