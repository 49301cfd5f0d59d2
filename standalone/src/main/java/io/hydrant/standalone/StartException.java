package io.hydrant.standalone;

/** Hydrant cannot start as it was told to; the message is one line that names the setting, its value and the fix. */
public final class StartException extends RuntimeException {

    /** @param message the line to show */
    public StartException(String message) {
        super(message);
    }

    /**
     * @param message the line to show
     * @param cause what happened
     */
    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
