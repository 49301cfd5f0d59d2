package io.hydrant.standalone.demo;

import io.hydrant.standalone.LocalHydrant;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.CompressionFormat;

/**
 * Shows that Hydrant does what it says: puts events with the AWS SDK for Java, waits for them and reads every object.
 *
 * <pre>
 * Events -> EventPutter --PutRecordBatch--> gateway -> log -> job -> objects -> Delivered
 * </pre>
 */
public final class Demo {

    private static final String BUCKET = "hydrant-demo";
    private static final long POLL_MILLIS = 100;
    private static final double MEGABYTE = 1_000_000;
    private static final int SHOWN = 5;
    private static final int PUTTING_THREADS = 4;

    private final LocalHydrant hydrant;
    private final PrintWriter out;
    private final boolean terminal;
    private final Duration patience;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * @param hydrant where to put
     * @param out where to tell about it
     * @param terminal whether {@code out} is a terminal that understands carriage returns
     * @param patience how long to wait for the next object before records count as missing
     */
    public Demo(LocalHydrant hydrant, PrintWriter out, boolean terminal, Duration patience) {
        this.hydrant = hydrant;
        this.out = out;
        this.terminal = terminal;
        this.patience = patience;
    }

    /**
     * Runs it once, with a delivery stream of its own.
     *
     * @param count how many events to put
     * @return whether each event is in exactly one object, byte for byte
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean run(int count) throws InterruptedException {
        String stream = "demo-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        Path bucket =
                hydrant.config().dataDirectory().resolve("s3").resolve(BUCKET).resolve(stream);
        Events events = new Events(Instant.now());
        try (FirehoseClient firehose = client(hydrant.uri())) {
            create(firehose, stream);
            out.printf(Locale.ROOT, "Delivery stream %s: GZIP objects to s3://%s/%s/%n", stream, BUCKET, stream);
            put(new EventPutter(firehose, stream, events, count), count, new DeliveryProgress(bucket));
        } catch (SdkException e) {
            out.println("FAILED: " + e.getMessage());
            return false;
        }
        if (stopped.getCount() == 0) {
            out.println("Interrupted before everything was delivered.");
            return false;
        }
        return report(Delivered.read(bucket, events, count), count);
    }

    /** Makes {@link #run} return false soon; any thread. */
    public void stop() {
        stopped.countDown();
    }

    private static FirehoseClient client(URI endpoint) {
        return FirehoseClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("demo", "demo")))
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
    }

    private static void create(FirehoseClient firehose, String stream) {
        firehose.createDeliveryStream(request -> request.deliveryStreamName(stream)
                .extendedS3DestinationConfiguration(s3 -> s3.bucketARN("arn:aws:s3:::" + BUCKET)
                        .roleARN("arn:aws:iam::000000000000:role/demo")
                        .prefix(stream + "/")
                        .bufferingHints(hints -> hints.sizeInMBs(8).intervalInSeconds(2))
                        .compressionFormat(CompressionFormat.GZIP)));
    }

    /** Puts all events in another thread while this one shows how far things are, until no more objects come. */
    private void put(EventPutter putter, int count, DeliveryProgress delivery) throws InterruptedException {
        ProgressLine line = new ProgressLine(out, terminal);
        long start = System.nanoTime();
        CompletableFuture<Double> putSeconds = CompletableFuture.allOf(
                        Stream.generate(() -> CompletableFuture.runAsync(putter, Demo::inOwnThread))
                                .limit(PUTTING_THREADS)
                                .toArray(CompletableFuture[]::new))
                .thenApply(done -> (System.nanoTime() - start) / 1e9);
        long lastNews = start;
        while (!stopped.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            boolean putting = !putSeconds.isDone();
            int objects = delivery.objects();
            delivery.update();
            double seconds = putting ? (System.nanoTime() - start) / 1e9 : result(putSeconds);
            line.show(
                    putter.records(),
                    count,
                    putter.bytes() / MEGABYTE,
                    seconds,
                    delivery.records(),
                    delivery.objects());
            if (putting || delivery.objects() > objects) {
                lastNews = System.nanoTime();
            }
            if (System.nanoTime() - lastNews
                    > quietTime(delivery.records() >= count).toNanos()) {
                break;
            }
        }
        line.end();
    }

    /** When everything is there, two quiet checkpoints show that no record comes a second time. */
    private Duration quietTime(boolean everythingDelivered) {
        return everythingDelivered
                ? hydrant.config().flink().checkpointInterval().multipliedBy(2)
                : patience;
    }

    private static void inOwnThread(Runnable task) {
        Thread thread = new Thread(task, "demo-put");
        thread.setDaemon(true);
        thread.start();
    }

    private static double result(CompletableFuture<Double> seconds) {
        try {
            return seconds.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof SdkException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private boolean report(Delivered delivered, int count) {
        for (Delivered.DeliveredObject object : delivered.objects()) {
            out.printf(
                    Locale.ROOT, "  %,10d bytes  %,8d records  %s%n", object.bytes(), object.records(), object.key());
        }
        if (delivered.exactlyOnce()) {
            out.printf(
                    Locale.ROOT,
                    "Verified: each of the %,d records is in exactly one of %,d objects.%n",
                    count,
                    delivered.objects().size());
            return true;
        }
        tell("missing", delivered.missing());
        tell("more than once", delivered.repeated());
        tell("unknown", delivered.unknown());
        return false;
    }

    private void tell(String what, List<?> records) {
        if (!records.isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "FAILED: %,d records %s: %s%s%n",
                    records.size(),
                    what,
                    records.subList(0, Math.min(SHOWN, records.size())),
                    records.size() > SHOWN ? " ..." : "");
        }
    }
}
