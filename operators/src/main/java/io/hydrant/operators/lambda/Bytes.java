package io.hydrant.operators.lambda;

import java.io.ByteArrayOutputStream;

/** A growing array of bytes that can be read where it is. */
final class Bytes extends ByteArrayOutputStream {
    Bytes(int capacity) {
        super(capacity);
    }

    /** The array; valid until the next write. */
    byte[] array() {
        return buf;
    }

    /** Forgets what is behind so many bytes. */
    void truncate(int length) {
        count = length;
    }
}
