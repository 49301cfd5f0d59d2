package io.hydrant.operators.lambda;

/** Ends a future with a failure that is data to the one who waits for it, so it has no stack trace. */
final class InvocationException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient InvocationFailure failure;

    InvocationException(InvocationFailure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    InvocationFailure failure() {
        return failure;
    }
}
