package io.hydrant.bench.ingest;

/**
 * What a load generator is told.
 *
 * @param port of the gateway on this machine
 * @param stream delivery stream to put to
 * @param recordsPerRequest 1 for PutRecord, more for PutRecordBatch
 * @param recordSize mean bytes per record
 * @param connections each with one request at a time
 * @param seconds for how long
 * @param requestsPerSecond over all connections; 0 for as many as go
 */
public record LoadRun(
        int port,
        String stream,
        int recordsPerRequest,
        int recordSize,
        int connections,
        double seconds,
        double requestsPerSecond) {}
