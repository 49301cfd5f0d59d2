package io.hydrant.catalog;

/** There are no credentials, or they do not give access to the table; the message is the catalog's own. */
public final class CatalogAccessException extends CatalogException {
    private static final long serialVersionUID = 1;

    /** @param message the catalog's */
    public CatalogAccessException(String message) {
        super(message);
    }
}
