package io.hydrant.bench.ingest;

/** What is put, and how. */
public enum PutCase {
    /** PutRecordBatch of 500 records of 1 KB. */
    BATCH_1K("PutRecordBatch, 500 x 1 KB", 500, 1024, 8),
    /** PutRecordBatch of 500 records of 200 B. */
    BATCH_200("PutRecordBatch, 500 x 200 B", 500, 200, 8),
    /** PutRecord of 1 KB: one record per request, and so per flush of the log unless requests meet there. */
    SINGLE_1K("PutRecord, 1 KB", 1, 1024, 64);

    private final String label;
    private final int recordsPerRequest;
    private final int recordSize;
    private final int connections;

    PutCase(String label, int recordsPerRequest, int recordSize, int connections) {
        this.label = label;
        this.recordsPerRequest = recordsPerRequest;
        this.recordSize = recordSize;
        this.connections = connections;
    }

    /** Name in the table. */
    public String label() {
        return label;
    }

    int recordsPerRequest() {
        return recordsPerRequest;
    }

    /** Mean bytes per record. */
    int recordSize() {
        return recordSize;
    }

    /** Connections of the load generator, each with one request at a time: enough to keep the gateway busy. */
    int connections() {
        return connections;
    }
}
