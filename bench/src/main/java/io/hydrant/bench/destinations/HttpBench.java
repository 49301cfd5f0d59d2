package io.hydrant.bench.destinations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.bench.process.ChildJvm;
import io.hydrant.bench.process.JobOptions;
import io.hydrant.bench.process.MeasuredJvm;
import io.hydrant.bench.records.OutputFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The receiver and the runs: every contestant in a fresh JVM, every record counted.
 *
 * <pre>
 *  contestant's JVM (measured): records in memory -> requests -> receiver, in a process of its own <- this JVM asks for counts
 *  this JVM: PutRecord -> hydrant serve, in a process of its own -> receiver notes how old each record is
 * </pre>
 */
final class HttpBench implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int POLL_MILLIS = 20;

    private final Path work;
    private final JobOptions options;
    private final double runIn;
    private final ChildJvm receiver;
    private final String address;
    private final MeasuredJvm jvms;

    /**
     * @param work folder for everything
     * @param runIn share of the last pass, 0 to 1, after which the measurement begins
     */
    HttpBench(Path work, JobOptions options, double runIn) {
        this.work = work;
        this.options = options;
        this.runIn = runIn;
        new OutputFolder(work).delete();
        this.receiver = ChildJvm.start(work, "receiver", List.of("-Xmx512m"), HttpReceiver.class.getName());
        this.address =
                "http://127.0.0.1:" + receiver.awaitAnswer(SOON).path("port").asInt();
        this.jvms = new MeasuredJvm(work, options);
    }

    /**
     * Runs one contestant.
     *
     * @param entries in each pass
     * @throws IllegalStateException if it failed, or if the receiver did not get as many records as were posted
     */
    HttpOutcome run(
            HttpContestant contestant, long entries, int size, int batchMegabytes, int requestsInFlight, int round) {
        HttpRun run = new HttpRun(
                contestant,
                address,
                entries,
                size,
                batchMegabytes,
                requestsInFlight,
                options.parallelism(),
                options.warmUp(),
                runIn,
                work.resolve("checkpoints").toUri().toString());
        HttpMeasured measured = jvms.run(HttpMain.class, run, HttpMeasured.class, List.of());
        long received = ask().path("records").asLong();
        if (received != measured.posted()) {
            throw new IllegalStateException(
                    contestant.label() + " delivered " + received + " records of " + measured.posted());
        }
        return new HttpOutcome(size, contestant, round, measured);
    }

    /** Measures how long records take that are not buffered, after as many unmeasured ones. */
    PromptOutcome prompt(int puts, int perSecond, int round) {
        Path data = work.resolve("prompt");
        new OutputFolder(data).delete();
        try (ChildJvm service =
                ChildJvm.start(work, "service", List.of("-Xmx2g"), PromptService.class.getName(), data.toString())) {
            PromptPuts client =
                    new PromptPuts(service.awaitAnswer(SOON).path("port").asInt());
            client.create(address + "/time");
            await(client::isActive);
            double[] unmeasured = delays(client, puts, perSecond);
            if (unmeasured.length != puts) {
                throw new IllegalStateException(unmeasured.length + " records arrived of " + puts);
            }
            return new PromptOutcome(round, perSecond, delays(client, puts, perSecond));
        }
    }

    private double[] delays(PromptPuts client, int puts, int perSecond) {
        client.put(puts, perSecond);
        List<Double> delays = new ArrayList<>();
        await(() -> {
            ask().path("delays").forEach(delay -> delays.add(delay.asDouble()));
            return delays.size() >= puts;
        });
        return delays.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("waited for " + SOON.toSeconds() + " s in vain");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
        }
    }

    private JsonNode ask() {
        try {
            return JSON.readTree(
                    HTTP.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (IOException e) {
            throw new IllegalStateException("the receiver does not say what it got", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        jvms.close();
        receiver.close();
        new OutputFolder(work).delete();
    }
}
