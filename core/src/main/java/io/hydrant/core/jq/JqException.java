package io.hydrant.core.jq;

/** A query failed on a document. Its message holds nothing of the document. It is common, so it has no stack trace. */
public final class JqException extends Exception {
    JqException(String message) {
        super(message, null, false, false);
    }
}
