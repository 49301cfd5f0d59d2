package io.hydrant.bench.deliver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.bench.process.BrokerMain;
import io.hydrant.bench.process.ChildJvm;
import io.hydrant.bench.process.Consumption;
import io.hydrant.bench.records.ClickEvents;
import io.hydrant.bench.records.InputTopics;
import io.hydrant.bench.records.OutputFolder;
import io.hydrant.bench.records.Tally;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The broker, the topics and the runs: every contestant in a fresh JVM, every output checked.
 *
 * <pre>
 *  this JVM -> fills topics -> broker JVM -> contestant's JVM (measured) -> files -> this JVM reads and compares
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

    private final Map<Input, String> topicNames = new EnumMap<>(Input.class);
    private int size;
    private Tally expected = Tally.EMPTY;

    /**
     * What is the same in all runs.
     *
     * @param partitions of each topic
     * @param parallelism of each job
     * @param bufferMegabytes SizeInMBs of Hydrant's stream
     * @param warmUp share of the topic that a job reads unmeasured first
     * @param heap of each contestant, as the JVM takes it
     * @param profiles folder for a flight recording of each contestant's last run; null for none
     */
    record Settings(
            int partitions,
            int parallelism,
            int bufferMegabytes,
            double warmUp,
            String heap,
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
    }

    /** Writes the records of one size to both topics; what was there before must have been {@link #clear}ed. */
    void fill(int recordSize, long records) {
        size = recordSize;
        topicNames.put(Input.LOG, "hydrant.log-" + recordSize);
        topicNames.put(Input.PLAIN, "plain-" + recordSize);
        // Not flushed with every write: the contestants only read.
        topicNames.values().forEach(topic -> topics.create(topic, Map.of("flush.messages", "1000000")));
        expected = topics.fill(
                topic(Input.LOG), topic(Input.PLAIN), new ClickEvents(DeliveryRun.SEED, recordSize), records);
    }

    /** Deletes the topics. */
    void clear() {
        topics.delete(topic(Input.LOG), topic(Input.PLAIN));
    }

    /**
     * Runs one contestant.
     *
     * @throws IllegalStateException if it failed, or if its files do not hold every record exactly once
     */
    Outcome run(Input input, Lineup lineup, int round) {
        new OutputFolder(work.resolve("job")).delete();
        new OutputFolder(work.resolve("output")).delete();
        DeliveryRun run = new DeliveryRun(
                lineup.contestant(),
                input,
                lineup.gzipLevel(),
                bootstrapServers,
                topic(input),
                topics.endOffsets(topic(input)),
                settings.parallelism(),
                work.resolve("output").toString(),
                work.resolve("job").toString(),
                settings.bufferMegabytes(),
                size,
                expected.bytes(),
                settings.warmUp());
        Consumption consumption = measure(run);
        OutputFolder output = new OutputFolder(work.resolve("output"));
        Outcome outcome = new Outcome(
                size,
                input,
                lineup,
                round,
                expected.bytes(),
                output.length(),
                output.files().size(),
                consumption);
        if (lineup.contestant() != Contestant.DEFLATER) {
            check(lineup, output.tally());
        }
        return outcome;
    }

    private Consumption measure(DeliveryRun run) {
        // The whole heap is there from the start, so that no contestant pays for growing it.
        String heap = settings.heap();
        Path profiles = settings.profiles();
        List<String> options =
                new ArrayList<>(List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+AlwaysPreTouch", "-XX:+UseG1GC"));
        if (profiles != null) {
            String file = "%s-%s-%d.jfr".formatted(run.contestant(), run.input(), run.gzipLevel());
            options.add("-XX:StartFlightRecording=settings=profile,filename="
                    + profiles.resolve(file.toLowerCase(Locale.ROOT)));
        }
        try (ChildJvm jvm = ChildJvm.start(
                work, "contestant", options, ContestantMain.class.getName(), JSON.writeValueAsString(run))) {
            ObjectNode answer = jvm.awaitAnswer(RUN_LIMIT);
            return JSON.treeToValue(answer, Consumption.class);
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

    private String topic(Input input) {
        String topic = topicNames.get(input);
        if (topic == null) {
            throw new IllegalStateException("no topic was filled yet");
        }
        return topic;
    }

    @Override
    public void close() {
        broker.close();
        new OutputFolder(work).delete();
    }
}
