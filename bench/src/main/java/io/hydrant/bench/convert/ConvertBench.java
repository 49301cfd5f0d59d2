package io.hydrant.bench.convert;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.hydrant.bench.deliver.Contestant;
import io.hydrant.bench.deliver.ContestantMain;
import io.hydrant.bench.deliver.DeliveryRun;
import io.hydrant.bench.deliver.Input;
import io.hydrant.bench.deliver.Measured;
import io.hydrant.bench.process.Broker;
import io.hydrant.bench.process.JobOptions;
import io.hydrant.bench.process.MeasuredJvm;
import io.hydrant.bench.records.InputTopics;
import io.hydrant.bench.records.OutputFolder;
import io.hydrant.bench.records.Tally;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The runs, each in a fresh JVM: steps alone, and jobs from Kafka to columnar files whose rows are compared with the events.
 *
 * <pre>
 *  this JVM -> fills a topic -> broker -> Hydrant, Flink SQL (measured) -> files -> this JVM reads and compares
 * </pre>
 */
final class ConvertBench implements AutoCloseable {
    private static final int PARTITIONS = 4;
    /**
     * From the first record on, and to the last file: Hydrant's job holds a buffer for each subtask that it has read and not
     * converted, so whatever is measured from later on is not what was read since.
     */
    private static final double RUN_IN = 0;
    /** ORC's and Flink's writers keep times in the JVM's zone. */
    private static final List<String> JVM = List.of("-Duser.timezone=UTC");

    private final Path work;
    private final Settings settings;
    private final MeasuredJvm jvms;
    private @Nullable Broker broker;
    private @Nullable InputTopics topics;
    private EventKind kind = EventKind.FLAT;
    private String topic = "";
    private Tally expected = Tally.EMPTY;
    private long eventBytes;

    /**
     * What is the same in all runs.
     *
     * @param seconds that a step alone is measured; it warms up half as long
     * @param bufferMegabytes SizeInMBs of Hydrant's stream; Flink SQL rolls with each checkpoint
     * @param jobs how jobs, and their JVMs, are run
     */
    record Settings(double seconds, int bufferMegabytes, JobOptions jobs) {}

    /** @param work folder for everything; deleted first and at the end */
    ConvertBench(Path work, Settings settings) {
        this.work = work;
        this.settings = settings;
        new OutputFolder(work).delete();
        this.jvms = new MeasuredJvm(work, settings.jobs());
    }

    /** Runs a step alone. */
    StepOutcome run(EventKind events, ConvertStep step, int round) {
        StepRun run = new StepRun(events, step, settings.seconds() / 2, settings.seconds());
        return new StepOutcome(events, step, round, jvms.run(StepMain.class, run, StepMeasured.class, JVM));
    }

    /** Writes events to a topic, one message each; what was there before must have been {@link #clear}ed. */
    void fill(EventKind events, long count) {
        kind = events;
        topic = "events-" + events;
        Events source = new Events(events, DeliveryRun.SEED);
        RowText rows = new RowText(events.schema().columns());
        long[] bytes = {0};
        // Not flushed with every write: the jobs only read.
        topics().create(topic, Map.of("flush.messages", "1000000"));
        topics().fillPlain(topic, count, () -> {
            List<@Nullable Object> row = source.next();
            try {
                rows.add(row);
            } catch (SQLException e) {
                throw new IllegalStateException("no database is asked here", e);
            }
            byte[] json = source.json(row).toString().getBytes(ISO_8859_1);
            bytes[0] += json.length;
            return json;
        });
        expected = rows.tally();
        eventBytes = bytes[0];
    }

    private InputTopics topics() {
        if (topics == null) {
            broker = new Broker(work);
            topics = new InputTopics(broker.bootstrapServers(), PARTITIONS);
        }
        return topics;
    }

    /** Deletes the topic. */
    void clear() {
        topics().delete(topic);
    }

    /**
     * Runs the job of one contestant over the events that were filled in.
     *
     * @throws IllegalStateException if it failed, or if its files do not hold every event exactly once with all its values
     */
    JobOutcome run(FileFormat format, Contestant contestant, int round) {
        new OutputFolder(work.resolve("job")).delete();
        new OutputFolder(work.resolve("output")).delete();
        DeliveryRun run = new DeliveryRun(
                contestant,
                Input.PLAIN,
                0,
                topics().bootstrapServers(),
                topic,
                topics().endOffsets(topic),
                settings.jobs().parallelism(),
                work.resolve("output").toString(),
                work.resolve("job").toString(),
                settings.bufferMegabytes(),
                (int) (eventBytes / expected.records()),
                eventBytes,
                settings.jobs().warmUp(),
                RUN_IN,
                format.destination(),
                "",
                "",
                Map.of(),
                new DeliveryRun.Conversion(
                        kind.ddl(), FlinkColumns.of(kind.schema().columns()), format.flinkOptions()));
        Measured measured = jvms.run(ContestantMain.class, run, Measured.class, JVM);
        OutputFolder output = new OutputFolder(work.resolve("output"));
        Tally delivered = format.tally(output.files(), kind.schema());
        if (!delivered.equals(expected)) {
            throw new IllegalStateException(contestant.label() + ", " + format.label() + ": delivered " + delivered
                    + " where " + expected + " was to be delivered");
        }
        return new JobOutcome(
                kind, format, contestant, round, eventBytes, output.files().size(), output.length(), measured);
    }

    @Override
    public void close() {
        if (broker != null) {
            broker.close();
        }
        jvms.close();
        new OutputFolder(work).delete();
    }
}
