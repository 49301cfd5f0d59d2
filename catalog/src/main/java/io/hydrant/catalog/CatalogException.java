package io.hydrant.catalog;

/** The columns of a table could not be had. The message is one line, for the person who set the table up. */
public class CatalogException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message what happened and, where it is known, what to do */
    public CatalogException(String message) {
        super(message);
    }

    /** What happened, never null. */
    public final String text() {
        return String.valueOf(getMessage());
    }
}
