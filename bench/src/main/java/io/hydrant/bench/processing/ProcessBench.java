package io.hydrant.bench.processing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.bench.deliver.Contestant;
import io.hydrant.bench.deliver.ContestantMain;
import io.hydrant.bench.deliver.DeliveryRun;
import io.hydrant.bench.deliver.Input;
import io.hydrant.bench.deliver.Measured;
import io.hydrant.bench.process.BrokerMain;
import io.hydrant.bench.process.ChildJvm;
import io.hydrant.bench.process.MemoryReserve;
import io.hydrant.bench.records.ClickEvents;
import io.hydrant.bench.records.InputTopics;
import io.hydrant.bench.records.OutputFolder;
import io.hydrant.bench.records.Tally;
import java.nio.file.Path;
import java.time.Duration;
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
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Duration RUN_LIMIT = Duration.ofMinutes(15);
    private static final int PARTITIONS = 4;
    /** Smallest buffer of a partitioned stream. */
    private static final int BUFFER_MEGABYTES = 64;

    private final Path work;
    private final Settings settings;
    private final @Nullable MemoryReserve reserve;
    private final EchoFunction function = new EchoFunction();
    private @Nullable ChildJvm broker;
    private @Nullable InputTopics topics;
    private String bootstrapServers = "";
    private String topic = "";
    private JobCase job = JobCase.DELIMITER;
    private int size;
    private Tally expected = Tally.EMPTY;

    /**
     * What is the same in all runs.
     *
     * @param seconds that a processor alone is measured; it warms up half as long
     * @param parallelism of each job
     * @param warmUp how often the topic is read unmeasured first
     * @param runIn share of the topic that the measured job reads before the measurement begins
     * @param heap of each JVM that is measured
     * @param holdMemory whether a {@link MemoryReserve} is kept
     * @param options further Flink options of each job
     */
    record Settings(
            double seconds,
            int parallelism,
            int warmUp,
            double runIn,
            String heap,
            boolean holdMemory,
            Map<String, String> options) {}

    /** @param work folder for everything; deleted first and at the end */
    ProcessBench(Path work, Settings settings) {
        this.work = work;
        this.settings = settings;
        new OutputFolder(work).delete();
        EchoPlugIn.install(work.resolve("plugins"));
        this.reserve = settings.holdMemory() ? new MemoryReserve() : null;
    }

    /** Runs a processor alone. */
    StepOutcome run(Step step, int eventSize, int round) {
        StepRun run = new StepRun(step, eventSize, settings.seconds() / 2, settings.seconds());
        return new StepOutcome(eventSize, step, round, measure(StepMain.class, run, StepMeasured.class));
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
            broker = ChildJvm.start(
                    work,
                    "broker",
                    List.of("-Xmx1g"),
                    BrokerMain.class.getName(),
                    work.resolve("kafka").toString());
            bootstrapServers =
                    broker.awaitAnswer(START_LIMIT).get("bootstrapServers").asText();
            topics = new InputTopics(bootstrapServers, PARTITIONS);
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
                bootstrapServers,
                topic,
                topics().endOffsets(topic),
                settings.parallelism(),
                work.resolve("output").toString(),
                work.resolve("job").toString(),
                BUFFER_MEGABYTES,
                size,
                expected.bytes(),
                settings.warmUp(),
                settings.runIn(),
                with ? job.destination() : "",
                work.resolve("plugins").toString(),
                function.url(),
                settings.options());
        Measured measured = measure(ContestantMain.class, run, Measured.class);
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

    private <T> T measure(Class<?> main, Object run, Class<T> answerType) {
        if (reserve != null) {
            reserve.refill();
        }
        // The whole heap is there from the start, so that nobody pays for growing it.
        String heap = settings.heap();
        List<String> options = List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+AlwaysPreTouch", "-XX:+UseG1GC");
        try (ChildJvm jvm = ChildJvm.start(work, "measured", options, main.getName(), JSON.writeValueAsString(run))) {
            ObjectNode answer = jvm.awaitAnswer(RUN_LIMIT);
            return JSON.treeToValue(answer, answerType);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the answer is not what was asked for", e);
        }
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
        if (reserve != null) {
            reserve.close();
        }
        function.close();
        new OutputFolder(work).delete();
    }
}
