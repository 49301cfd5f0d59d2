package io.hydrant.bench.destinations;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.bench.process.ChildJvm;
import io.hydrant.bench.process.Consumption;

/**
 * Runs one contestant in this JVM, to the end of its records, twice: what is measured is the second time. The records come
 * from memory, so that what is left is the delivery.
 */
public final class HttpMain {
    private HttpMain() {}

    /**
     * Runs it.
     *
     * @param args a {@link HttpRun} as JSON
     */
    public static void main(String[] args) throws Exception {
        ChildJvm.endWithParent();
        HttpRun run = new ObjectMapper().readValue(args[0], HttpRun.class);
        long bytes = SampleRecords.of(run.size()).bytes(run.records());
        execute(run);
        Consumption.Meter meter = new Consumption.Meter();
        execute(run);
        ChildJvm.answer(new HttpMeasured(bytes, meter.read()));
        System.exit(0);
    }

    private static void execute(HttpRun run) throws Exception {
        if (run.contestant() == HttpContestant.HYDRANT) {
            HydrantRequests.run(run);
        } else {
            new PostingLoop(run).post();
        }
    }
}
