package io.hydrant.bench.deliver;

import java.util.List;

/**
 * One run of one contestant, as its JVM is told.
 *
 * @param contestant who
 * @param input form of the records in the topic
 * @param gzipLevel deflate level of the files; 0 for uncompressed files
 * @param bootstrapServers the broker
 * @param topic what to read, from the beginning
 * @param endOffsets where the topic ends, by partition
 * @param parallelism of the job
 * @param output folder for the files
 * @param work folder for checkpoints and the like
 * @param bufferMegabytes SizeInMBs of Hydrant's stream; the others roll with each checkpoint
 * @param recordSize mean bytes per record
 * @param bytes all records together
 * @param warmUp share of the topic, 0 to 1, that the job reads once before it is measured
 */
public record DeliveryRun(
        Contestant contestant,
        Input input,
        int gzipLevel,
        String bootstrapServers,
        String topic,
        List<Long> endOffsets,
        int parallelism,
        String output,
        String work,
        int bufferMegabytes,
        int recordSize,
        long bytes,
        double warmUp) {

    /** Seed of the records, the same in every run. */
    static final long SEED = 42;

    /** Milliseconds between checkpoints, for every contestant. */
    static final long CHECKPOINT_INTERVAL_MILLIS = 5_000;

    /** The job that warms the JVM up: the same one, on the first part of the topic, into a folder that is not checked. */
    DeliveryRun warmUpRun() {
        List<Long> ends = endOffsets.stream().map(end -> (long) (end * warmUp)).toList();
        String folder = work + "/warm-up";
        return new DeliveryRun(
                contestant,
                input,
                gzipLevel,
                bootstrapServers,
                topic,
                ends,
                parallelism,
                folder + "/output",
                folder,
                bufferMegabytes,
                recordSize,
                bytes,
                0);
    }

    /** Whether the files are compressed. */
    public boolean gzip() {
        return gzipLevel > 0;
    }
}
