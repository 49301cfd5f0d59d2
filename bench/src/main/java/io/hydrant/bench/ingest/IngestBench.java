package io.hydrant.bench.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.bench.process.BrokerMain;
import io.hydrant.bench.process.ChildJvm;
import io.hydrant.bench.records.ClickEvents;
import io.hydrant.bench.records.InputTopics;
import io.hydrant.bench.records.OutputFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The broker, the gateway and the writers, each in a JVM of its own.
 *
 * <pre>
 *  load generator --HTTP--> gateway --+--> broker, which flushes each write before it acknowledges it
 *           Kafka's producer tool ----+
 * </pre>
 */
final class IngestBench implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Map<String, String> FLUSHED = Map.of("flush.messages", "1");
    private static final int PARTITIONS = 4;
    private static final int PAYLOADS = 10_000;
    private static final long SEED = 42;

    private final Path work;
    private final double seconds;
    private final ChildJvm broker;
    private final String bootstrapServers;
    private final InputTopics topics;
    private final ChildJvm gateway;
    private final int gatewayPort;
    private final GatewayClient client;
    private int streams;

    /** Records per second that a producer reached in a case, so that its runs last as long as the gateway's. */
    private final Map<String, Double> producerRates = new HashMap<>();

    /**
     * Starts the broker and the gateway.
     *
     * @param work folder for everything; deleted first and at the end
     * @param seconds how long a load lasts
     */
    IngestBench(Path work, double seconds) {
        this.work = work;
        this.seconds = seconds;
        new OutputFolder(work).delete();
        String kafka = work.resolve("kafka").toString();
        broker = ChildJvm.start(work, "broker", List.of("-Xmx1g"), BrokerMain.class.getName(), kafka);
        bootstrapServers =
                broker.awaitAnswer(START_LIMIT).get("bootstrapServers").asText();
        topics = new InputTopics(bootstrapServers, PARTITIONS);
        gateway = ChildJvm.start(
                work,
                "gateway",
                List.of("-Xmx1g"),
                GatewayProcess.class.getName(),
                bootstrapServers,
                work.resolve("gateway-data").toString());
        gatewayPort = gateway.awaitAnswer(START_LIMIT).get("port").asInt();
        client = new GatewayClient(gatewayPort);
    }

    /** Puts for the given time, unmeasured: the gateway and the broker live long, so they are measured warm. */
    void warmUp(PutCase putCase) {
        load(putCase, 0);
    }

    /** The gateway at full speed, then at half of it. */
    IngestOutcome gateway(PutCase putCase, int round) {
        double gatewayCpu = gateway.cpuSeconds();
        double brokerCpu = broker.cpuSeconds();
        LoadResult full = load(putCase, 0);
        double gigabytes = full.bytes() / 1e9;
        double gatewayPerGigabyte = (gateway.cpuSeconds() - gatewayCpu) / gigabytes;
        double brokerPerGigabyte = (broker.cpuSeconds() - brokerCpu) / gigabytes;
        LoadResult half = load(putCase, full.requests() / full.seconds() / 2);
        return new IngestOutcome(
                putCase,
                Writer.GATEWAY,
                round,
                full.megabytesPerSecond(),
                half.p50Millis(),
                half.p99Millis(),
                gatewayPerGigabyte,
                brokerPerGigabyte);
    }

    /**
     * Kafka's producer tool at full speed, then at half of it, for about as long as the gateway.
     *
     * @param gatewayMegabytesPerSecond a first guess at its speed; a run with that many records is thrown away
     */
    IngestOutcome producer(PutCase putCase, Writer writer, int round, double gatewayMegabytesPerSecond) {
        Path payloads = payloads(putCase);
        double recordBytes = (double) payloads.toFile().length() / PAYLOADS - 1; // The tool sends no newline.
        double rate = producerRates.computeIfAbsent(putCase + " " + writer, unknown -> {
            long guess = (long) (gatewayMegabytesPerSecond * 1e6 * seconds / recordBytes);
            return produce(writer, payloads, guess, -1).recordsPerSecond();
        });
        long records = (long) (rate * seconds);
        double brokerCpu = broker.cpuSeconds();
        ProducerRun.Summary full = produce(writer, payloads, records, -1);
        double brokerPerGigabyte = (broker.cpuSeconds() - brokerCpu) / (records * recordBytes / 1e9);
        long half = Math.max(1, (long) (full.recordsPerSecond() / 2));
        ProducerRun.Summary atHalf = produce(writer, payloads, (long) (half * seconds), half);
        return new IngestOutcome(
                putCase,
                writer,
                round,
                full.recordsPerSecond() * recordBytes / 1e6,
                atHalf.p50Millis(),
                atHalf.p99Millis(),
                0,
                brokerPerGigabyte);
    }

    private LoadResult load(PutCase putCase, double requestsPerSecond) {
        String stream = "bench-" + ++streams;
        String topic = "hydrant." + stream;
        client.create(stream);
        LoadRun run = new LoadRun(
                gatewayPort,
                stream,
                putCase.recordsPerRequest(),
                putCase.recordSize(),
                putCase.connections(),
                seconds,
                requestsPerSecond);
        try (ChildJvm jvm = ChildJvm.start(
                work, "load", List.of("-Xmx2g"), LoadMain.class.getName(), JSON.writeValueAsString(run))) {
            Duration limit = Duration.ofSeconds((long) seconds + 60);
            LoadResult result = JSON.treeToValue(jvm.awaitAnswer(limit), LoadResult.class);
            checkLog(topic, result);
            return result;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the load generator's answer is not what was asked for", e);
        } finally {
            topics.delete(topic);
        }
    }

    /** Each acknowledged request must be an entry of the log. */
    private void checkLog(String topic, LoadResult result) {
        long entries =
                topics.endOffsets(topic).stream().mapToLong(Long::longValue).sum();
        if (entries != result.requests()) {
            throw new IllegalStateException(
                    result.requests() + " requests were acknowledged, but the log has " + entries + " entries");
        }
    }

    private ProducerRun.Summary produce(Writer writer, Path payloads, long records, long recordsPerSecond) {
        String topic = "producer";
        topics.create(topic, FLUSHED);
        try {
            Map<String, String> settings = new HashMap<>(writer.settings());
            settings.put("bootstrap.servers", bootstrapServers);
            settings.put("acks", "all");
            return ProducerRun.run(work, topic, payloads, records, recordsPerSecond, settings);
        } finally {
            topics.delete(topic);
        }
    }

    /** The same events as the load generator puts, one per line. */
    private Path payloads(PutCase putCase) {
        Path file = work.resolve("payloads-" + putCase.recordSize());
        if (Files.exists(file)) {
            return file;
        }
        ClickEvents events = new ClickEvents(SEED, putCase.recordSize());
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < PAYLOADS; i++) {
                out.write(events.next());
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    @Override
    public void close() {
        gateway.close();
        broker.close();
        new OutputFolder(work).delete();
    }
}
