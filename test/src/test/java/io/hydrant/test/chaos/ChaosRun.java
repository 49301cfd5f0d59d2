package io.hydrant.test.chaos;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.core.ConditionTimeoutException;
import software.amazon.awssdk.services.firehose.FirehoseClient;

/**
 * One run of the oracle.
 *
 * <pre>
 *  producers (AWS SDK) --> gateway --> broker --> job on TaskManagers --> objects --> ledger
 *                             ^          ^         ^   JobManager
 *                             +----------+---------+-------+------ killer
 * </pre>
 *
 * Afterwards every acknowledged record must have been delivered exactly once, byte for byte, no record twice, and
 * nothing else at all. The stream is deleted at the end, which drains it: nothing can be delivered later.
 */
final class ChaosRun {
    private static final String STREAM = "chaos";
    private static final String BUCKET = "chaos-bucket";
    private static final int PRODUCERS = 3;
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(3);

    /**
     * What to do.
     *
     * @param seed of every random choice; the kernel's scheduling stays its own
     * @param rounds how often each process is killed at the most
     * @param limit when to stop killing, rounds left or not
     * @param pause of each producer between two calls, on average
     */
    record Plan(long seed, int rounds, Duration limit, Duration pause) {}

    /** What happened; {@code faults} is empty if all was well. */
    record Result(
            int issued,
            int acknowledged,
            int delivered,
            int objects,
            Map<String, Integer> kills,
            List<String> faults) {}

    private final Plan plan;
    private final Subject subject;
    private final Path folder;
    private final Consumer<String> progress;
    private final Ledger ledger = new Ledger();
    private final CountDownLatch stop = new CountDownLatch(1);

    ChaosRun(Plan plan, Subject subject, Path folder, Consumer<String> progress) {
        this.plan = plan;
        this.subject = subject;
        this.folder = folder;
        this.progress = progress;
    }

    Result run() throws InterruptedException {
        try (Deployment deployment = Deployment.start(folder, Map.of(), subject.configuration());
                FirehoseClient client = Producer.client(deployment.endpoint())) {
            Bucket bucket = new Bucket(new FolderStore(deployment.bucket(BUCKET)), subject.records(), ledger);
            Killer killer = new Killer(deployment, ledger, new Random(plan.seed()), plan.rounds(), stop);
            await().atMost(START_LIMIT).until(deployment::isReady);
            createStream(deployment);
            List<Thread> producers = startProducers(client);
            waitForFirstDelivery(bucket);
            killAndWatch(killer, bucket);
            stop.countDown();
            for (Thread producer : producers) {
                producer.join();
            }
            // The gateway may have been the last to be killed.
            await().atMost(START_LIMIT).until(deployment::isReady);
            drain(client, bucket);
            bucket.checkObjectsStayed();
            return new Result(
                    ledger.issued(),
                    ledger.acknowledged(),
                    ledger.delivered(),
                    bucket.objects().size(),
                    killer.kills(),
                    ledger.faults());
        } finally {
            stop.countDown();
        }
    }

    /** With plain HTTP: SDKs do not know Hydrant's own members of the input. */
    private void createStream(Deployment deployment) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(deployment.endpoint())
                .header("X-Amz-Target", "Firehose_20150804.CreateDeliveryStream")
                .header("Content-Type", "application/x-amz-json-1.1")
                .POST(HttpRequest.BodyPublishers.ofString(subject.createInput(STREAM, BUCKET)))
                .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Thread> startProducers(FirehoseClient client) {
        SplittableRandom random = new SplittableRandom(plan.seed());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < PRODUCERS; i++) {
            Thread thread = new Thread(
                    new Producer(client, STREAM, subject.records(), ledger, random.split(), stop, plan.pause()),
                    "producer-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    private void waitForFirstDelivery(Bucket bucket) {
        await().atMost(START_LIMIT).until(() -> {
            bucket.readNewObjects();
            return ledger.delivered() > 0;
        });
    }

    private void killAndWatch(Killer killer, Bucket bucket) throws InterruptedException {
        Thread thread = new Thread(killer, "killer");
        thread.setDaemon(true);
        thread.start();
        long end = System.nanoTime() + plan.limit().toNanos();
        for (long second = 1; thread.isAlive() && System.nanoTime() < end; second++) {
            thread.join(1_000);
            bucket.readNewObjects();
            if (second % 10 == 0) {
                say(killer);
            }
        }
        stop.countDown();
        thread.join();
        say(killer);
    }

    private void say(Killer killer) {
        progress.accept(String.format(
                "issued %,d  acknowledged %,d  delivered %,d  faults %d  kills %s",
                ledger.issued(),
                ledger.acknowledged(),
                ledger.delivered(),
                ledger.faults().size(),
                killer.kills()));
    }

    /** First without help, as nobody deletes a stream to get the records, unless that takes long; then by deleting it. */
    private void drain(FirehoseClient client, Bucket bucket) {
        try {
            if (!subject.buffersLong()) {
                await().atMost(DRAIN_LIMIT)
                        .pollInterval(500, TimeUnit.MILLISECONDS)
                        .until(() -> {
                            bucket.readNewObjects();
                            return ledger.missing().isEmpty();
                        });
            }
            client.deleteDeliveryStream(delete -> delete.deliveryStreamName(STREAM));
            await().atMost(DRAIN_LIMIT)
                    .pollInterval(500, TimeUnit.MILLISECONDS)
                    .until(() ->
                            client.listDeliveryStreams().deliveryStreamNames().isEmpty());
        } catch (ConditionTimeoutException e) {
            ledger.fault("not drained after " + DRAIN_LIMIT);
        }
        bucket.readNewObjects();
        if (!ledger.missing().isEmpty()) {
            ledger.fault("acknowledged and missing: " + ledger.missing().cardinality() + ", first of them "
                    + ledger.missing().nextSetBit(0));
        }
    }
}
