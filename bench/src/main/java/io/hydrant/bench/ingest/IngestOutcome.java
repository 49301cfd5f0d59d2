package io.hydrant.bench.ingest;

/**
 * One writer in one round.
 *
 * @param putCase what was written
 * @param writer by whom
 * @param round from 1
 * @param megabytesPerSecond of records (10^6), acknowledged, at full speed
 * @param p50Millis median latency at half of that
 * @param p99Millis 99th percentile of the same
 * @param cpuSecondsPerGigabyte of the gateway's JVM at full speed; 0 for the producer
 * @param brokerCpuSecondsPerGigabyte of the broker's JVM at full speed
 */
record IngestOutcome(
        PutCase putCase,
        Writer writer,
        int round,
        double megabytesPerSecond,
        double p50Millis,
        double p99Millis,
        double cpuSecondsPerGigabyte,
        double brokerCpuSecondsPerGigabyte) {}
