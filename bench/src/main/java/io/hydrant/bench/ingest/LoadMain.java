package io.hydrant.bench.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.bench.process.ChildJvm;
import io.hydrant.bench.process.Consumption;
import io.hydrant.bench.records.ClickEvents;
import io.hydrant.bench.report.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Puts load on the gateway from a JVM of its own, a thread per connection.
 *
 * <p>At a given rate, requests are due at even times, and the clock of a request starts when it is due, also if the
 * connection is still busy with the one before: a gateway that stalls cannot hide it.
 */
public final class LoadMain {
    /** Requests made in advance per connection: enough that caches and compressors see varied data. */
    private static final int PREPARED_BYTES = 4 << 20;

    private LoadMain() {}

    /**
     * Runs it.
     *
     * @param args a {@link LoadRun} as JSON
     */
    public static void main(String[] args) throws Exception {
        ChildJvm.endWithParent();
        LoadRun run = new ObjectMapper().readValue(args[0], LoadRun.class);
        ExecutorService threads = Executors.newFixedThreadPool(run.connections());
        List<List<PutRequest>> prepared = new ArrayList<>();
        for (int connection = 0; connection < run.connections(); connection++) {
            prepared.add(prepare(run, connection));
        }
        Consumption.Meter meter = new Consumption.Meter();
        long start = System.nanoTime();
        List<Future<Connection>> all = new ArrayList<>();
        for (int connection = 0; connection < run.connections(); connection++) {
            Connection one = new Connection(run, prepared.get(connection), start, connection);
            all.add(threads.submit(one::send));
        }
        List<Connection> done = new ArrayList<>();
        for (Future<Connection> one : all) {
            done.add(one.get());
        }
        ChildJvm.answer(result(run, done, meter.read()));
        System.exit(0);
    }

    private static List<PutRequest> prepare(LoadRun run, int connection) {
        ClickEvents events = new ClickEvents(connection, run.recordSize());
        List<PutRequest> requests = new ArrayList<>();
        long bytes = 0;
        while (bytes < PREPARED_BYTES && requests.size() < 200) {
            PutRequest request = new PutRequest(run, events);
            requests.add(request);
            bytes += request.payloadBytes();
        }
        return requests;
    }

    private static LoadResult result(LoadRun run, List<Connection> connections, Consumption consumption) {
        double[] millis = connections.stream()
                .flatMapToDouble(one -> one.millis.stream().mapToDouble(Double::doubleValue))
                .toArray();
        return new LoadResult(
                millis.length,
                (long) millis.length * run.recordsPerRequest(),
                connections.stream().mapToLong(one -> one.bytes).sum(),
                consumption.seconds(),
                Samples.percentile(millis, 0.50),
                Samples.percentile(millis, 0.99),
                consumption.cpuSeconds());
    }

    /** One connection's share of the load; its fields are read when {@link #send} has returned. */
    private static final class Connection {
        private final LoadRun run;
        private final List<PutRequest> requests;
        private final long start;
        private final int number;
        private final List<Double> millis = new ArrayList<>();
        private long bytes;

        Connection(LoadRun run, List<PutRequest> requests, long start, int number) {
            this.run = run;
            this.requests = requests;
            this.start = start;
            this.number = number;
        }

        Connection send() throws IOException {
            long end = start + (long) (run.seconds() * 1e9);
            try (PutConnection connection = new PutConnection(run.port())) {
                for (int i = 0; ; i++) {
                    long due = due(i);
                    if (due >= end) {
                        return this;
                    }
                    awaitUntil(due);
                    PutRequest request = requests.get(i % requests.size());
                    connection.put(request);
                    millis.add((System.nanoTime() - due) / 1e6);
                    bytes += request.payloadBytes();
                }
            }
        }

        private long due(int request) {
            if (run.requestsPerSecond() == 0) {
                return System.nanoTime();
            }
            double turn = (double) request * run.connections() + number;
            return start + (long) (turn / run.requestsPerSecond() * 1e9);
        }

        private static void awaitUntil(long due) {
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }
}
