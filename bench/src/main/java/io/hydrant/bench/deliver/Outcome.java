package io.hydrant.bench.deliver;

import io.hydrant.bench.process.Consumption;

/**
 * One run that delivered everything.
 *
 * @param size mean bytes per record
 * @param input form of the records in Kafka
 * @param lineup who ran
 * @param round from 1
 * @param bytes of all records, before compression
 * @param measuredBytes of those that were read in the measured part of the run
 * @param fileBytes of all files; 0 where nothing is written
 * @param files how many there are
 * @param consumption what the run took
 */
record Outcome(
        int size,
        Input input,
        Lineup lineup,
        int round,
        long bytes,
        long measuredBytes,
        long fileBytes,
        int files,
        Consumption consumption) {
    /** Megabytes of records (10^6, before compression) per second on the clock. */
    double megabytesPerSecond() {
        return measuredBytes / 1e6 / consumption.seconds();
    }

    /** Megabytes of records per second of processor time. */
    double megabytesPerCpuSecond() {
        return measuredBytes / 1e6 / consumption.cpuSeconds();
    }
}
