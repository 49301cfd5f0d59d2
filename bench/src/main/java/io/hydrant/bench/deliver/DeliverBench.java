package io.hydrant.bench.deliver;

import io.hydrant.bench.process.Broker;
import io.hydrant.bench.process.JobOptions;
import io.hydrant.bench.process.KinesisServer;
import io.hydrant.bench.process.MeasuredJvm;
import io.hydrant.bench.records.ClickEvents;
import io.hydrant.bench.records.InputStreams;
import io.hydrant.bench.records.InputTopics;
import io.hydrant.bench.records.OutputFolder;
import io.hydrant.bench.records.Tally;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The servers, the topics and the runs: every contestant in a fresh JVM, every output checked.
 *
 * <pre>
 *  this JVM -> fills topics -> broker (or Kinesis) -> contestant's JVM (measured) -> files -> this JVM reads and compares
 * </pre>
 */
final class DeliverBench implements AutoCloseable {
    private final Path work;
    private final Settings settings;
    private final Broker broker;
    private final InputTopics topics;
    private final MeasuredJvm jvms;
    /** Both are there once a Kinesis stream was asked for. */
    private @Nullable KinesisServer kinesis;

    private @Nullable InputStreams streams;

    private Input input = Input.LOG;
    private String topic = "";
    private int size;
    private Tally expected = Tally.EMPTY;

    /**
     * What is the same in all runs.
     *
     * @param partitions of each topic
     * @param bufferMegabytes SizeInMBs of Hydrant's stream
     * @param jobs how jobs are run
     * @param runIn share of the topic that a job reads before it is measured
     * @param profiles folder for a flight recording of each contestant's last run; null for none
     */
    record Settings(
            int partitions,
            int bufferMegabytes,
            JobOptions jobs,
            double runIn,
            @Nullable Path profiles) {}

    /** @param work folder for everything; deleted first and at the end */
    DeliverBench(Path work, Settings settings) {
        this.work = work;
        this.settings = settings;
        new OutputFolder(work).delete();
        this.broker = new Broker(work);
        this.topics = new InputTopics(broker.bootstrapServers(), settings.partitions());
        this.jvms = new MeasuredJvm(work, settings.jobs());
    }

    /** Writes the records of one size to a topic or a stream; what was there before must have been {@link #clear}ed. */
    void fill(Input input, int recordSize, long records) {
        this.input = input;
        size = recordSize;
        topic = (input == Input.LOG ? "hydrant.log-" : input + "-") + recordSize;
        ClickEvents events = new ClickEvents(DeliveryRun.SEED, recordSize);
        if (input == Input.KINESIS) {
            expected = streams().fill(topic, events, records);
            return;
        }
        // Not flushed with every write: the contestants only read.
        topics.create(topic, Map.of("flush.messages", "1000000"));
        expected = topics.fill(topic, input == Input.LOG, events, records);
    }

    private InputStreams streams() {
        if (streams == null) {
            kinesis = new KinesisServer(work.resolve("kinesis"));
            streams = new InputStreams(kinesis.endpoint(), settings.partitions());
        }
        return streams;
    }

    /** Deletes the topic or the stream. */
    void clear() {
        if (input == Input.KINESIS) {
            streams().delete(topic);
        } else {
            topics.delete(topic);
        }
    }

    /**
     * Runs one contestant.
     *
     * @throws IllegalStateException if it failed, or if its files do not hold every record exactly once
     */
    Outcome run(Lineup lineup, int round) {
        new OutputFolder(work.resolve("job")).delete();
        new OutputFolder(work.resolve("output")).delete();
        DeliveryRun run = new DeliveryRun(
                lineup.contestant(),
                input,
                lineup.gzipLevel(),
                kinesis != null && input == Input.KINESIS ? kinesis.endpoint() : broker.bootstrapServers(),
                topic,
                input == Input.KINESIS ? List.of(expected.records()) : topics.endOffsets(topic),
                settings.jobs().parallelism(),
                work.resolve("output").toString(),
                work.resolve("job").toString(),
                settings.bufferMegabytes(),
                size,
                expected.bytes(),
                settings.jobs().warmUp(),
                settings.runIn(),
                "",
                "",
                "",
                Map.of(),
                null);
        Measured measured = measure(run);
        OutputFolder output = new OutputFolder(work.resolve("output"));
        Outcome outcome = new Outcome(
                size,
                input,
                lineup,
                round,
                expected.bytes(),
                measured.bytes(),
                output.length(),
                output.files().size(),
                measured.consumption());
        if (lineup.contestant() != Contestant.DEFLATER) {
            check(lineup, output.tally());
        }
        return outcome;
    }

    private Measured measure(DeliveryRun run) {
        List<String> options = new ArrayList<>();
        Path profiles = settings.profiles();
        if (profiles != null) {
            String file = "%s-%s-%d.jfr".formatted(run.contestant(), run.input(), run.gzipLevel());
            options.add("-XX:StartFlightRecording=settings=profile,filename="
                    + profiles.resolve(file.toLowerCase(Locale.ROOT)));
        }
        return jvms.run(ContestantMain.class, run, Measured.class, options);
    }

    private void check(Lineup lineup, Tally delivered) {
        if (!delivered.equals(expected)) {
            throw new IllegalStateException(
                    lineup.label() + " delivered " + delivered + " where " + expected + " was to be delivered");
        }
    }

    @Override
    public void close() {
        broker.close();
        if (streams != null) {
            streams.close();
        }
        if (kinesis != null) {
            kinesis.close();
        }
        jvms.close();
        new OutputFolder(work).delete();
    }
}
