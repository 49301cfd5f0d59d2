package io.hydrant.gateway.put;

/** Firehose's limits on what one call may put. */
final class PutLimits {
    /** Bytes of one record at the most, after base64. */
    static final int MAX_RECORD_BYTES = 1_024_000;

    /** Records of one PutRecordBatch at the most. */
    static final int MAX_BATCH_RECORDS = 500;

    /** Bytes of all records of one call at the most. */
    static final int MAX_BATCH_BYTES = 4 << 20;

    /** Lines of one plain HTTP request at the most: Hydrant's own limit, so that the answer stays small. */
    static final int MAX_LINES = 10_000;

    private PutLimits() {}
}
