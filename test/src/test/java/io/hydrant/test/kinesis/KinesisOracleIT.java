package io.hydrant.test.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.test.chaos.Bucket;
import io.hydrant.test.chaos.Ledger;
import io.hydrant.test.chaos.Payload;
import io.hydrant.test.job.SourceJob;
import io.hydrant.test.process.Folders;
import io.hydrant.test.process.Repository;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The oracle with a Kinesis stream as source: a shard is split, two are merged, and both TaskManagers are killed while
 * records flow. Each record is delivered exactly once, and in each object the records of a shard stand in its order.
 */
class KinesisOracleIT {
    private static final int RECORDS = 200_000;
    private static final long PAUSE_MILLIS = 20;
    private static final String STREAM = "orders";
    private static final String SOURCE = """
            "DeliveryStreamType": "KinesisStreamAsSource",
            "KinesisStreamSourceConfiguration": {
              "KinesisStreamARN": "arn:aws:kinesis:us-east-1:123456789012:stream/orders",
              "RoleARN": "arn:aws:iam::123456789012:role/unused"
            }""";

    private final Payload payload = new Payload(32, 100);
    private final Ledger ledger = new Ledger();

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void recordsAreDeliveredExactlyOnceWhileShardsChangeAndTaskManagersDie() throws Exception {
        Path folder = Folders.empty(Repository.target().resolve("kinesis-oracle-it"));
        try (KinesisServer kinesis = KinesisServer.start(folder)) {
            kinesis.createStream(STREAM, 4);
            try (SourceJob job = SourceJob.start(folder, kinesis.configuration(), SOURCE)) {
                KinesisFeed feed = new KinesisFeed(kinesis.client(), STREAM, payload, ledger, RECORDS, PAUSE_MILLIS);
                Thread feeder = new Thread(feed, "feed");
                feeder.start();
                try {
                    Bucket bucket = job.bucket(payload, ledger);
                    job.awaitDelivered(bucket, ledger, 1);
                    kinesis.split(STREAM, "shardId-000000000000");
                    job.replaceTaskManager(0);
                    job.awaitDelivered(bucket, ledger, RECORDS / 4);
                    kinesis.merge(STREAM, "shardId-000000000002", "shardId-000000000003");
                    job.awaitDelivered(bucket, ledger, RECORDS / 2);
                    job.replaceTaskManager(1);
                    feeder.join();
                    job.awaitDelivered(bucket, ledger, RECORDS);
                    job.drain();
                    bucket.readNewObjects();

                    assertThat(ledger.faults()).as("logs are in %s", folder).isEmpty();
                    assertThat(ledger.acknowledged()).isEqualTo(RECORDS);
                    assertThat(ledger.delivered()).isEqualTo(RECORDS);
                    assertThat(shards(feed))
                            .as("four, two of the split, one of the merge")
                            .hasSize(7);
                    job.checkOrder(bucket, payload, feed::shard, feed::sequenceNumber);
                } finally {
                    feed.stop();
                }
            }
        }
        Folders.delete(folder.resolve("data"));
        Folders.delete(folder.resolve("kinesis-data"));
    }

    private static Set<String> shards(KinesisFeed feed) {
        Set<String> shards = new HashSet<>();
        for (int id = 0; id < RECORDS; id++) {
            shards.add(feed.shard(id));
        }
        return shards;
    }
}
