package io.hydrant.bench.processing;

import io.hydrant.bench.deliver.Contestant;
import io.hydrant.bench.deliver.ContestantMain;
import io.hydrant.bench.deliver.DeliveryRun;
import io.hydrant.bench.deliver.Input;
import io.hydrant.bench.deliver.Measured;
import io.hydrant.bench.process.Broker;
import io.hydrant.bench.process.JobOptions;
import io.hydrant.bench.process.MeasuredJvm;
import io.hydrant.bench.records.ClickEvents;
import io.hydrant.bench.records.InputTopics;
import io.hydrant.bench.records.OutputFolder;
import io.hydrant.bench.records.Tally;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The runs, each in a fresh JVM: processors alone, and jobs from Kafka to files whose output is checked.
 *
 * <pre>
 *  this JVM -> fills a topic -> broker -> job with, job without processors (measured) -> files -> this JVM reads and compares
 * </pre>
 */
final class ProcessBench implements AutoCloseable {
    private static final int PARTITIONS = 4;
    /** Smallest buffer of a partitioned stream. */
    private static final int BUFFER_MEGABYTES = 64;

    private final Path work;
    private final Settings settings;
    private final MeasuredJvm jvms;
    private final EchoFunction function = new EchoFunction();
    private @Nullable Broker broker;
    private @Nullable InputTopics topics;
    private String topic = "";
    private JobCase job = JobCase.DELIMITER;
    private int size;
    private Tally expected = Tally.EMPTY;

    /**
     * What is the same in all runs.
     *
     * @param seconds that a processor alone is measured; it warms up half as long
     * @param jobs how jobs, and their JVMs, are run
     * @param runIn share of the topic that a job reads before it is measured
     * @param options further Flink options of each job
     */
    record Settings(double seconds, JobOptions jobs, double runIn, Map<String, String> options) {}

    /** @param work folder for everything; deleted first and at the end */
    ProcessBench(Path work, Settings settings) {
        this.work = work;
        this.settings = settings;
        new OutputFolder(work).delete();
        EchoPlugIn.install(work.resolve("plugins"));
        this.jvms = new MeasuredJvm(work, settings.jobs());
    }

    /** Runs a processor alone. */
    StepOutcome run(Step step, int eventSize, int round) {
        StepRun run = new StepRun(step, eventSize, settings.seconds() / 2, settings.seconds());
        return new StepOutcome(eventSize, step, round, jvms.run(StepMain.class, run, StepMeasured.class, List.of()));
    }

    /** Writes the records of a job to a topic; what was there before must have been {@link #clear}ed. */
    void fill(JobCase next, int eventSize, long events) {
        job = next;
        size = eventSize;
        topic = "hydrant.log-process";
        ClickEvents source = new ClickEvents(DeliveryRun.SEED, eventSize);
        Form form = next.form();
        Tally.Counter counter = new Tally.Counter();
        long[] made = {0};
        // Not flushed with every write: the jobs only read.
        topics().create(topic, Map.of("flush.messages", "1000000"));
        topics().fill(topic, InputTopics.RECORDS_PER_ENTRY / form.events(), events / form.events(), () -> {
            List<byte[]> lines = form.next(source, made[0]);
            made[0] += lines.size();
            lines.forEach(line -> counter.add(line, 0, line.length));
            return form.record(lines);
        });
        expected = counter.tally();
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
     * Runs the job whose records were filled in.
     *
     * @param with whether with its processors, or without
     * @throws IllegalStateException if it failed, or if its files do not hold every event exactly once
     */
    JobOutcome run(boolean with, int round) {
        new OutputFolder(work.resolve("job")).delete();
        new OutputFolder(work.resolve("output")).delete();
        DeliveryRun run = new DeliveryRun(
                Contestant.HYDRANT,
                Input.LOG,
                0,
                topics().bootstrapServers(),
                topic,
                topics().endOffsets(topic),
                settings.jobs().parallelism(),
                work.resolve("output").toString(),
                work.resolve("job").toString(),
                BUFFER_MEGABYTES,
                size,
                expected.bytes(),
                settings.jobs().warmUp(),
                settings.runIn(),
                with ? job.destination() : "",
                work.resolve("plugins").toString(),
                function.url(),
                settings.options(),
                null);
        Measured measured = jvms.run(ContestantMain.class, run, Measured.class, List.of());
        OutputFolder output = new OutputFolder(work.resolve("output"));
        if (with || job.linesWithout()) {
            check(output.tally());
        }
        return new JobOutcome(
                size,
                job,
                with,
                round,
                expected.records(),
                expected.bytes(),
                (double) measured.bytes() / expected.bytes(),
                output.files().size(),
                measured);
    }

    private void check(Tally delivered) {
        if (!delivered.equals(expected)) {
            throw new IllegalStateException(
                    job.label() + " delivered " + delivered + " where " + expected + " was to be delivered");
        }
    }

    @Override
    public void close() {
        if (broker != null) {
            broker.close();
        }
        jvms.close();
        function.close();
        new OutputFolder(work).delete();
    }
}
