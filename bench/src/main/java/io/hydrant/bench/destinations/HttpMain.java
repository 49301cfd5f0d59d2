package io.hydrant.bench.destinations;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.bench.process.ChildJvm;
import io.hydrant.bench.process.Consumption;
import java.util.concurrent.CompletableFuture;

/**
 * Runs one contestant in this JVM and answers what it took, in its steady state: a delivery stream runs for months, so
 * neither the start of the job is measured nor the loading and compiling of its classes. The records come from memory, so
 * that what is left is the delivery.
 *
 * <pre>
 *  some passes, unmeasured
 *  last pass: start | runs in | measured, by what has arrived at the receiver | last requests, end
 * </pre>
 */
public final class HttpMain {
    /** Share of the last pass at which the measurement ends: the last requests are not as many at a time. */
    private static final double END = 0.95;

    private HttpMain() {}

    /**
     * Runs it.
     *
     * @param args an {@link HttpRun} as JSON
     */
    public static void main(String[] args) throws Exception {
        ChildJvm.endWithParent();
        HttpRun run = new ObjectMapper().readValue(args[0], HttpRun.class);
        ChildJvm.answer(measure(run, SampleEntries.of(run.size()).meanBytes()));
        System.exit(0);
    }

    private static HttpMeasured measure(HttpRun run, double meanBytes) throws Exception {
        PostingLoop loop = new PostingLoop(run);
        long posted = 0;
        for (int pass = 0; pass < run.warmUp(); pass++) {
            posted += execute(run, loop);
        }
        ReceivedRecords received = new ReceivedRecords(run.receiver());
        CompletableFuture<Long> last = CompletableFuture.supplyAsync(() -> execute(run, loop));
        long start = received.await(posted + (long) (run.records() * run.runIn()), last);
        Consumption.Meter meter = new Consumption.Meter();
        long measured = received.await(posted + (long) (run.records() * END), last) - start;
        Consumption consumption = meter.read();
        return new HttpMeasured(measured, (long) (measured * meanBytes), posted + last.get(), consumption);
    }

    /** One pass; returns the records that it posted. */
    private static long execute(HttpRun run, PostingLoop loop) {
        try {
            return run.contestant() == HttpContestant.HYDRANT ? HydrantRequests.run(run) : loop.post();
        } catch (Exception e) {
            throw new IllegalStateException(run.contestant().label() + " failed", e);
        }
    }
}
