package io.hydrant.job;

/** Uids of the job's operators: state is found again by them, so they never change, but for those of sinks. */
final class OperatorIds {
    static final String SOURCE = "source";
    static final String DEDUPLICATE = "deduplicate";
    static final String BUNDLE = "bundle";
    static final String BUFFER = "buffer";
    static final String DELIVERY = "delivery";
    static final String COPY = "copy";
    static final String VALIDATE = "validate";
    static final String ERROR_LINES = "errors-lines";
    static final String ERROR_BUFFER = "errors-buffer";
    static final String ERROR_DELIVERY = "errors-delivery";

    static final String DECOMPRESS = "decompress";
    static final String DEAGGREGATE = "deaggregate";
    static final String LAMBDA_BUNDLE = "lambda-bundle";
    static final String LAMBDA_BUFFER = "lambda-buffer";
    static final String LAMBDA = "lambda";
    static final String METADATA_EXTRACTION = "metadata-extraction";
    static final String PARTITION_BUNDLE = "partition-bundle";
    static final String PARTITION_BUFFER = "partition-buffer";
    static final String CONVERT = "convert";
    static final String BACKUP_BUNDLE = "backup-bundle";
    static final String BACKUP_BUFFER = "backup-buffer";
    static final String BACKUP_DELIVERY = "backup-delivery";

    static final String REDRIVE = "redrive";
    static final String REDRIVE_PROCESSED = "redrive-processed";
    static final String REDRIVE_SKIPPED = "redrive-skipped";
    static final String REDRIVE_COPY = "redrive-copy";
    static final String REDRIVE_FAILED_COUNT = "redrive-failed-count";

    private OperatorIds() {}

    /**
     * Uid of a sink. A sink that has been drained never takes records again, not in a later version either: what comes after
     * a drain has a sink of its own.
     */
    static String ofSink(String uid, JobSpec spec) {
        return spec.drainedVersion() == 0 ? uid : uid + "-" + spec.drainedVersion();
    }
}
