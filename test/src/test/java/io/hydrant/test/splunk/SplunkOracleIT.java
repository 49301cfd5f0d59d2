package io.hydrant.test.splunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hydrant.test.chaos.Ledger;
import io.hydrant.test.chaos.Payload;
import io.hydrant.test.job.SourceJob;
import io.hydrant.test.kinesis.KinesisFeed;
import io.hydrant.test.kinesis.KinesisServer;
import io.hydrant.test.process.Folders;
import io.hydrant.test.process.Repository;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The oracle for Splunk: it acknowledges late, never, or loses what it took, refuses, breaks connections, and is away for a
 * while; and both TaskManagers are killed while records flow. Each record is there, with its own bytes, at least once.
 */
class SplunkOracleIT {
    private static final int RECORDS = 100_000;
    private static final long PAUSE_MILLIS = 40;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String STREAM = "orders";
    private static final String SOURCE = """
            "DeliveryStreamType": "KinesisStreamAsSource",
            "KinesisStreamSourceConfiguration": {
              "KinesisStreamARN": "arn:aws:kinesis:us-east-1:123456789012:stream/orders",
              "RoleARN": "arn:aws:iam::123456789012:role/unused"
            }""";
    private static final String DESTINATION = """
            "SplunkDestinationConfiguration": {
              "HECEndpoint": "%s",
              "HECEndpointType": "Raw",
              "HECToken": "%s",
              "RetryOptions": {"DurationInSeconds": 7200},
              "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 1},
              "S3Configuration": {
                "RoleARN": "arn:aws:iam::123456789012:role/unused",
                "BucketARN": "arn:aws:s3:::lake"
              }
            }""";
    private static final String IMPATIENCE = """
            delivery:
              firstPause: 50 ms
              longestPause: 500 ms
              responseTimeout: 5 s
              splunk:
                acknowledgmentTimeout: 2 s
                acknowledgmentPollInterval: 100 ms
            """;

    private final Payload payload = new Payload(61, 100);
    private final Ledger ledger = new Ledger();
    private final HecToken token = HecToken.acknowledged();
    private final BitSet indexed = new BitSet();
    private int read;

    @Test
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    void recordsAreInSplunkAtLeastOnceWhateverItDoesAndTaskManagersDie() throws Exception {
        Path folder = Folders.empty(Repository.target().resolve("splunk-oracle-it"));
        try (FakeSplunk splunk = FakeSplunk.start(token);
                KinesisServer kinesis = KinesisServer.start(folder)) {
            splunk.replyToData(request -> anyReply());
            kinesis.createStream(STREAM, 4);
            try (SourceJob job = SourceJob.start(
                    folder,
                    kinesis.configuration() + IMPATIENCE,
                    SOURCE,
                    DESTINATION.formatted(splunk.endpoint(), token.value()))) {
                KinesisFeed feed = new KinesisFeed(kinesis.client(), STREAM, payload, ledger, RECORDS, PAUSE_MILLIS);
                Thread feeder = new Thread(feed, "feed");
                feeder.start();
                try {
                    awaitIndexed(splunk, 1);
                    job.replaceTaskManager(0);
                    awaitIndexed(splunk, RECORDS / 4);
                    splunk.stop();
                    int before = ledger.acknowledged();
                    await().atMost(LIMIT)
                            .until(() -> ledger.acknowledged() > before + RECORDS / 10 || !feeder.isAlive());
                    splunk.start();
                    readAll(splunk);
                    awaitIndexed(splunk, RECORDS / 2);
                    job.replaceTaskManager(1);
                    feeder.join();
                    awaitIndexed(splunk, RECORDS);
                    job.drain();
                } finally {
                    feed.stop();
                }
                assertThat(ledger.faults()).as("logs are in %s", folder).isEmpty();
                assertThat(ledger.acknowledged()).isEqualTo(RECORDS);
                readAll(splunk);
                assertThat(indexed.cardinality())
                        .as("what it lost when it was stopped is there by a second try")
                        .isEqualTo(RECORDS);
                assertThat(splunk.refusals()).isEmpty();
                assertThat(job.store().list())
                        .as("nothing is in the error output")
                        .isEmpty();
            }
        }
        Folders.delete(folder.resolve("kinesis-data"));
    }

    private static Reply anyReply() {
        int dice = ThreadLocalRandom.current().nextInt(20);
        return switch (dice) {
            case 0 -> Reply.lost();
            case 1 -> Reply.neverAcknowledged();
            case 2 -> new Reply.Cut(false);
            case 3 -> new Reply.Cut(true);
            case 4 -> HecStatus.SERVER_BUSY.answer();
            case 5 -> HecStatus.INTERNAL_SERVER_ERROR.answer();
            case 6 -> Reply.html(502);
            case 7 -> Reply.acknowledgedAfter(Duration.ofMillis(2_100));
            default -> Reply.acknowledgedAfter(Duration.ofMillis(50L * dice));
        };
    }

    private void awaitIndexed(FakeSplunk splunk, int records) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(250)).until(() -> {
            readNew(splunk);
            return indexed.cardinality() >= records || !ledger.faults().isEmpty();
        });
    }

    private void readAll(FakeSplunk splunk) {
        indexed.clear();
        read = 0;
        readNew(splunk);
    }

    /** Holds each request that was indexed against the records that were sent. */
    private void readNew(FakeSplunk splunk) {
        List<HecRequest> requests = splunk.indexed();
        for (; read < requests.size(); read++) {
            try {
                payload.read(new ByteArrayInputStream(requests.get(read).body()), id -> indexed.set((int) id));
            } catch (IOException e) {
                ledger.fault("request " + read + " " + e.getMessage());
            }
        }
    }
}
