package io.hydrant.bench.deliver;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of one contestant, as its JVM is told.
 *
 * @param contestant who
 * @param input form of the records in the topic
 * @param gzipLevel deflate level of the files; 0 for uncompressed files
 * @param server Kafka's bootstrap servers, or the endpoint of Kinesis
 * @param topic topic or Kinesis stream to read, from the beginning
 * @param endOffsets where the topic ends, by partition; of a Kinesis stream, how many records it has
 * @param parallelism of the job
 * @param output folder for the files
 * @param work folder for checkpoints and the like
 * @param bufferMegabytes SizeInMBs of Hydrant's stream; the others roll with each checkpoint
 * @param recordSize mean bytes per record
 * @param bytes all records together
 * @param warmUp how often, 0 or more, the topic is read by other jobs before the measured one starts
 * @param runIn share of the topic that the measured job reads before the measurement begins; 0: none
 * @param destination further members of Hydrant's S3 destination, each with a comma behind it; empty for none
 * @param plugInFolder where the plug-in of the function "plug-in" is
 * @param functionUrl of the function "url"; empty: there are no functions
 * @param options further Flink options of Hydrant's job
 * @param conversion what the files hold in place of the records; null for these as they are
 */
public record DeliveryRun(
        Contestant contestant,
        Input input,
        int gzipLevel,
        String server,
        String topic,
        List<Long> endOffsets,
        int parallelism,
        String output,
        String work,
        int bufferMegabytes,
        int recordSize,
        long bytes,
        int warmUp,
        double runIn,
        String destination,
        String plugInFolder,
        String functionUrl,
        Map<String, String> options,
        @Nullable Conversion conversion) {

    /**
     * Record format conversion, as each contestant is told of it.
     *
     * @param schema Hydrant's schema: a CREATE TABLE statement of Hive
     * @param columns the same columns in Flink SQL, between the parentheses of a table
     * @param fileOptions of Flink SQL's table of files
     */
    public record Conversion(String schema, String columns, String fileOptions) {}

    /** Seed of the records, the same in every run. */
    public static final long SEED = 42;

    /** Milliseconds between checkpoints, for every contestant. */
    static final long CHECKPOINT_INTERVAL_MILLIS = 5_000;

    /** A job that warms the JVM up, the {@code pass}-th: the same one, into a folder of its own that is not checked. */
    DeliveryRun warmUpRun(int pass) {
        String folder = work + "/warm-up-" + pass;
        return new DeliveryRun(
                contestant,
                input,
                gzipLevel,
                server,
                topic,
                endOffsets,
                parallelism,
                folder + "/output",
                folder,
                bufferMegabytes,
                recordSize,
                bytes,
                0,
                0,
                destination,
                plugInFolder,
                functionUrl,
                options,
                conversion);
    }

    /** Whether the files are compressed. */
    public boolean gzip() {
        return gzipLevel > 0;
    }
}
