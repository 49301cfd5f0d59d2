package io.hydrant.operators.lambda;

/**
 * Why an invocation failed, or what it said of one record, in the words of the error output.
 *
 * @param code such as {@code Lambda.FunctionError}
 * @param message to a person
 * @param retried whether another attempt may mend it
 */
record InvocationFailure(String code, String message, boolean retried) {
    /** One that another attempt may mend. */
    static InvocationFailure ofInvocation(String code, String message) {
        return new InvocationFailure(code, message, true);
    }

    /** One of the answer: the function worked, so it is not called again. */
    static InvocationFailure ofAnswer(String code, String message) {
        return new InvocationFailure(code, message, false);
    }

    /** For futures, which end with exceptions. */
    InvocationException asException() {
        return new InvocationException(this);
    }
}
