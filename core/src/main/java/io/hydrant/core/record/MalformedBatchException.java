package io.hydrant.core.record;

/** Bytes that should be a record batch are none: the log holds an entry that Hydrant did not write. */
public final class MalformedBatchException extends RuntimeException {
    /** @param message says what is wrong with the bytes, never what they hold */
    public MalformedBatchException(String message) {
        super(message);
    }
}
