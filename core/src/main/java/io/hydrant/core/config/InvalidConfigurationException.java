package io.hydrant.core.config;

/** Configuration that cannot be used; its message is one line that names the member, its value and the fix. */
public final class InvalidConfigurationException extends RuntimeException {
    /**
     * Something in a file is wrong.
     *
     * @param message one line for the person who edits the file
     */
    public InvalidConfigurationException(String message) {
        super(message);
    }
}
