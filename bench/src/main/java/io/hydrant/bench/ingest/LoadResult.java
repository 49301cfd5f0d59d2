package io.hydrant.bench.ingest;

/**
 * What came of a load.
 *
 * @param requests answered with success
 * @param records acknowledged
 * @param bytes of the acknowledged records
 * @param seconds from the first request to the last answer
 * @param p50Millis median time from when a request was due to its answer
 * @param p99Millis 99th percentile of the same
 * @param cpuSeconds that the load generator itself took
 */
public record LoadResult(
        long requests,
        long records,
        long bytes,
        double seconds,
        double p50Millis,
        double p99Millis,
        double cpuSeconds) {
    /** Megabytes (10^6) of records acknowledged per second. */
    public double megabytesPerSecond() {
        return bytes / 1e6 / seconds;
    }
}
