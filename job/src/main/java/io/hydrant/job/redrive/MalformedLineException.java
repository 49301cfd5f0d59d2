package io.hydrant.job.redrive;

/** A line that is no line of an error output. Its message says why and never what is in the line. */
final class MalformedLineException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedLineException(String message) {
        super(message);
    }
}
