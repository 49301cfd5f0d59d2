package io.hydrant.job;

/** Uids of the job's operators: state is found again by them, so they never change. */
final class OperatorIds {
    static final String SOURCE = "source";
    static final String DEDUPLICATE = "deduplicate";
    static final String BUNDLE = "bundle";
    static final String BUFFER = "buffer";
    static final String DELIVERY = "delivery";
    static final String VALIDATE = "validate";
    static final String ERROR_LINES = "errors-lines";
    static final String ERROR_BUFFER = "errors-buffer";
    static final String ERROR_DELIVERY = "errors-delivery";

    private OperatorIds() {}
}
