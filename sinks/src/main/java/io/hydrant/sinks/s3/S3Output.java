package io.hydrant.sinks.s3;

/** The outputs of a stream that are objects in a bucket. */
public enum S3Output {
    /** What is delivered. */
    DATA("S3", "DeliveryToS3"),
    /** What came, as it came. */
    BACKUP("S3 backup", "BackupToS3"),
    /** What failed. */
    ERRORS("S3 errors", "ErrorOutputToS3");

    private final String operatorName;
    private final String metricGroup;

    S3Output(String operatorName, String metricGroup) {
        this.operatorName = operatorName;
        this.metricGroup = metricGroup;
    }

    /** Name of its operators, to people. */
    String operatorName() {
        return operatorName;
    }

    /** Group of its metrics. */
    String metricGroup() {
        return metricGroup;
    }
}
