package io.hydrant.bench.deliver;

import com.intel.gkl.compression.IntelDeflater;
import io.hydrant.bench.process.Consumption;
import io.hydrant.bench.records.ClickEvents;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.Deflater;

/**
 * Compresses the same events with the deflater that Hydrant uses, in memory, a thread per subtask: no Kafka, no job, no
 * file. No gzip job can be faster than this.
 */
final class DeflaterAlone {
    /** As large as the gzip members that Hydrant writes. */
    private static final int CHUNK_BYTES = 256 << 10;

    /** 32 MB: more than the caches hold. */
    private static final int SAMPLE_CHUNKS = 128;

    private final DeliveryRun run;
    private final List<byte[]> sample;

    DeflaterAlone(DeliveryRun run) {
        this.run = run;
        this.sample = sample(run.recordSize());
    }

    /** Compresses that many bytes, over and over from the first of the events. */
    Consumption compress(long bytes) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(run.parallelism());
        try {
            Consumption.Meter meter = new Consumption.Meter();
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < run.parallelism(); i++) {
                all.add(threads.submit(() -> deflate(bytes / run.parallelism())));
            }
            for (Future<?> one : all) {
                one.get();
            }
            return meter.read();
        } finally {
            threads.shutdownNow();
        }
    }

    private void deflate(long bytes) {
        byte[] out = new byte[2 * CHUNK_BYTES];
        Deflater deflater = deflater();
        long done = 0;
        for (int i = 0; done < bytes; i++) {
            byte[] chunk = sample.get(i % sample.size());
            deflater.reset();
            deflater.setInput(chunk);
            deflater.finish();
            // The one form that Intel overrides.
            deflater.deflate(out, 0, out.length);
            if (!deflater.finished()) {
                throw new IllegalStateException("a chunk became larger");
            }
            done += chunk.length;
        }
        deflater.end();
    }

    /** What Hydrant takes: Intel's for levels 1 and 2 where it runs, the JDK's otherwise. */
    private Deflater deflater() {
        boolean intel = run.gzipLevel() <= 2 && new IntelDeflater(run.gzipLevel(), true).load(null);
        return intel ? new IntelDeflater(run.gzipLevel(), true) : new Deflater(run.gzipLevel(), true);
    }

    private static List<byte[]> sample(int recordSize) {
        ClickEvents events = new ClickEvents(DeliveryRun.SEED, recordSize);
        List<byte[]> chunks = new ArrayList<>();
        for (int i = 0; i < SAMPLE_CHUNKS; i++) {
            ByteArrayOutputStream chunk = new ByteArrayOutputStream(CHUNK_BYTES + 2 * recordSize);
            while (chunk.size() < CHUNK_BYTES) {
                chunk.writeBytes(events.next());
            }
            chunks.add(chunk.toByteArray());
        }
        return chunks;
    }
}
