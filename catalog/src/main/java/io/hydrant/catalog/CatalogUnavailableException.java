package io.hydrant.catalog;

/** The catalog gave no answer, or one that may be another later: it is away, at fault, or has too much to do. */
public final class CatalogUnavailableException extends CatalogException {
    private static final long serialVersionUID = 1;

    /** @param message names the endpoint */
    public CatalogUnavailableException(String message) {
        super(message);
    }
}
