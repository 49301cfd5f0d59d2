package io.hydrant.core.schema;

/** A schema that cannot be used; its message is one line that names the column, its type and the fix. */
public final class InvalidSchemaException extends RuntimeException {
    /**
     * Something in a schema is wrong.
     *
     * @param message one line for the person who wrote the schema
     */
    public InvalidSchemaException(String message) {
        super(message);
    }

    /** What the person reads. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** The same, said of a part of what it was thrown for. */
    InvalidSchemaException in(String part) {
        InvalidSchemaException outer = new InvalidSchemaException(part + ": " + text());
        outer.initCause(this);
        return outer;
    }
}
