package io.hydrant.core.model;

/** A request that is refused, with what its caller is told; never holds record data. */
public final class FirehoseException extends RuntimeException {
    private final ErrorCode code;

    /**
     * A refusal.
     *
     * @param message what the caller reads
     */
    public FirehoseException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    /** Short form for what is well-formed but not acceptable. */
    public static FirehoseException invalidArgument(String message) {
        return new FirehoseException(ErrorCode.INVALID_ARGUMENT, message);
    }

    /** Which error of the API this is. */
    public ErrorCode code() {
        return code;
    }

    /** What the caller reads. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
