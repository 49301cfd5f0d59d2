package io.hydrant.bench.processing;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.bench.deliver.DeliveryRun;
import io.hydrant.bench.process.ChildJvm;
import io.hydrant.bench.process.Consumption;
import io.hydrant.bench.records.ClickEvents;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.operators.batch.Failures;
import io.hydrant.operators.batch.Processor;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/**
 * Runs one processor in this JVM, by one thread, over batches as a request of 500 events makes them: no Kafka, no job, no
 * file.
 */
public final class StepMain {
    /** Events in a batch. */
    private static final int BATCH_EVENTS = 500;
    /** More than the caches hold. */
    private static final long SAMPLE_BYTES = 64 << 20;

    private static final Failures NONE_EXPECTED = (batch, i, outputType, errorCode, errorMessage) -> {
        throw new IllegalStateException(errorCode + ": " + errorMessage);
    };

    private StepMain() {}

    /**
     * Runs it.
     *
     * @param args a {@link StepRun} as JSON
     */
    public static void main(String[] args) throws Exception {
        ChildJvm.endWithParent();
        StepRun run = new ObjectMapper().readValue(args[0], StepRun.class);
        Sample sample = sample(run);
        Processor processor = run.step().processor();
        processor.open(new UnregisteredMetricsGroup());
        process(processor, sample, run.warmUpSeconds());
        Consumption.Meter meter = new Consumption.Meter();
        long rounds = process(processor, sample, run.seconds());
        ChildJvm.answer(
                new StepMeasured(rounds * sample.batches.size() * BATCH_EVENTS, rounds * sample.bytes, meter.read()));
        System.exit(0);
    }

    /** Processes the whole sample again and again; gives how often. */
    private static long process(Processor processor, Sample sample, double seconds) throws Exception {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        long rounds = 0;
        long records = 0;
        do {
            for (RecordBatch batch : sample.batches) {
                records += processor.process(batch, NONE_EXPECTED).size();
            }
            rounds++;
        } while (System.nanoTime() < end);
        if (records == 0) {
            throw new IllegalStateException("nothing came out");
        }
        return rounds;
    }

    /** What is processed. */
    private record Sample(List<RecordBatch> batches, long bytes) {}

    private static Sample sample(StepRun run) {
        ClickEvents events = new ClickEvents(DeliveryRun.SEED, run.size());
        Form form = run.step().form();
        List<RecordBatch> batches = new ArrayList<>();
        long bytes = 0;
        while (bytes < SAMPLE_BYTES) {
            RecordBatchBuilder builder = new RecordBatchBuilder(0).beginEntry(0);
            for (int i = 0; i < BATCH_EVENTS; i += form.events()) {
                List<byte[]> lines = form.next(events, i);
                byte[] record = form.record(lines);
                builder.add(record, 0, record.length);
                bytes += lines.stream().mapToLong(line -> line.length).sum();
            }
            batches.add(builder.build());
        }
        return new Sample(batches, bytes);
    }
}
