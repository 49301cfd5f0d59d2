package io.hydrant.catalog;

/** There is no such table, version or database; the message is the catalog's own. */
public final class TableNotFoundException extends CatalogException {
    private static final long serialVersionUID = 1;

    /** @param message the catalog's */
    public TableNotFoundException(String message) {
        super(message);
    }
}
