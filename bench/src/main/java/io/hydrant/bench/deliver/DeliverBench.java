package io.hydrant.bench.deliver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.bench.process.BrokerMain;
import io.hydrant.bench.process.ChildJvm;
import io.hydrant.bench.process.KinesisServer;
import io.hydrant.bench.process.MemoryReserve;
import io.hydrant.bench.records.ClickEvents;
import io.hydrant.bench.records.InputStreams;
import io.hydrant.bench.records.InputTopics;
import io.hydrant.bench.records.OutputFolder;
import io.hydrant.bench.records.Tally;
import java.nio.file.Path;
import java.time.Duration;
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
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Duration RUN_LIMIT = Duration.ofMinutes(15);

    private final Path work;
    private final Settings settings;
    private final ChildJvm broker;
    private final String bootstrapServers;
    private final InputTopics topics;
    private final @Nullable MemoryReserve reserve;
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
     * @param parallelism of each job
     * @param bufferMegabytes SizeInMBs of Hydrant's stream
     * @param warmUp how often the topic is read unmeasured first
     * @param runIn share of the topic that the measured job reads before the measurement begins
     * @param heap of each contestant, as the JVM takes it
     * @param holdMemory whether a {@link MemoryReserve} is kept
     * @param profiles folder for a flight recording of each contestant's last run; null for none
     */
    record Settings(
            int partitions,
            int parallelism,
            int bufferMegabytes,
            int warmUp,
            double runIn,
            String heap,
            boolean holdMemory,
            @Nullable Path profiles) {}

    /** @param work folder for everything; deleted first and at the end */
    DeliverBench(Path work, Settings settings) {
        this.work = work;
        this.settings = settings;
        new OutputFolder(work).delete();
        this.broker = ChildJvm.start(
                work,
                "broker",
                List.of("-Xmx1g"),
                BrokerMain.class.getName(),
                work.resolve("kafka").toString());
        this.bootstrapServers =
                broker.awaitAnswer(START_LIMIT).get("bootstrapServers").asText();
        this.topics = new InputTopics(bootstrapServers, settings.partitions());
        this.reserve = settings.holdMemory() ? new MemoryReserve() : null;
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
                kinesis != null && input == Input.KINESIS ? kinesis.endpoint() : bootstrapServers,
                topic,
                input == Input.KINESIS ? List.of(expected.records()) : topics.endOffsets(topic),
                settings.parallelism(),
                work.resolve("output").toString(),
                work.resolve("job").toString(),
                settings.bufferMegabytes(),
                size,
                expected.bytes(),
                settings.warmUp(),
                settings.runIn(),
                "",
                "",
                "",
                Map.of());
        if (reserve != null) {
            reserve.refill();
        }
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
        // The whole heap is there from the start, so that no contestant pays for growing it.
        String heap = settings.heap();
        Path profiles = settings.profiles();
        List<String> options =
                new ArrayList<>(List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+AlwaysPreTouch", "-XX:+UseG1GC"));
        // As Flink's own start scripts have it; the state of the Kinesis connector needs it.
        options.add("--add-opens=java.base/java.util=ALL-UNNAMED");
        if (profiles != null) {
            String file = "%s-%s-%d.jfr".formatted(run.contestant(), run.input(), run.gzipLevel());
            options.add("-XX:StartFlightRecording=settings=profile,filename="
                    + profiles.resolve(file.toLowerCase(Locale.ROOT)));
        }
        try (ChildJvm jvm = ChildJvm.start(
                work, "contestant", options, ContestantMain.class.getName(), JSON.writeValueAsString(run))) {
            ObjectNode answer = jvm.awaitAnswer(RUN_LIMIT);
            return JSON.treeToValue(answer, Measured.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the contestant's answer is not what was asked for", e);
        }
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
        if (reserve != null) {
            reserve.close();
        }
        new OutputFolder(work).delete();
    }
}
