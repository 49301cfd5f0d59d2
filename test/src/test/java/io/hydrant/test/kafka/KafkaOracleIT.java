package io.hydrant.test.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.test.chaos.Broker;
import io.hydrant.test.chaos.Bucket;
import io.hydrant.test.chaos.Ledger;
import io.hydrant.test.chaos.Payload;
import io.hydrant.test.job.SourceJob;
import io.hydrant.test.process.ChildJvm;
import io.hydrant.test.process.Folders;
import io.hydrant.test.process.FreePort;
import io.hydrant.test.process.Repository;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The oracle with a Kafka topic as source: partitions are added, the broker and the TaskManagers are killed, while a
 * transactional producer writes. Each committed record is delivered exactly once, no other is, and in each object the
 * records of a partition stand in the partition's order.
 */
class KafkaOracleIT {
    private static final int RECORDS = 200_000;
    private static final long PAUSE_MILLIS = 60;
    private static final String TOPIC = "orders";
    private static final String CONFIGURATION = """
            kafka:
              clusters:
                sales: {bootstrapServers: "%s"}""";
    private static final String SOURCE = """
            "DeliveryStreamType": "MSKAsSource",
            "MSKSourceConfiguration": {
              "MSKClusterARN": "arn:aws:kafka:us-east-1:123456789012:cluster/sales/1",
              "TopicName": "orders",
              "AuthenticationConfiguration": {
                "RoleARN": "arn:aws:iam::123456789012:role/unused", "Connectivity": "PUBLIC"}
            }""";

    private final Payload payload = new Payload(31, 100);
    private final Ledger ledger = new Ledger();

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void committedRecordsAreDeliveredExactlyOnceWhateverDies() throws Exception {
        Path folder = Folders.empty(Repository.target().resolve("kafka-oracle-it"));
        int port = FreePort.one();
        String servers = "127.0.0.1:" + port;
        try (ChildJvm broker = Broker.process(folder, port);
                Admin admin = admin(broker, servers);
                SourceJob job = SourceJob.start(folder, CONFIGURATION.formatted(servers), SOURCE)) {
            TransactionalFeed feed = new TransactionalFeed(servers, TOPIC, payload, ledger, RECORDS, PAUSE_MILLIS);
            Thread feeder = new Thread(feed, "feed");
            feeder.start();
            try {
                Bucket bucket = job.bucket(payload, ledger);
                job.awaitDelivered(bucket, ledger, 1);
                admin.createPartitions(Map.of(TOPIC, NewPartitions.increaseTo(5)))
                        .all()
                        .get();
                job.replaceTaskManager(0);
                job.awaitDelivered(bucket, ledger, RECORDS / 4);
                broker.kill();
                broker.start();
                job.awaitDelivered(bucket, ledger, RECORDS / 2);
                job.replaceTaskManager(1);
                feeder.join();
                job.awaitDelivered(bucket, ledger, RECORDS);
                job.drain();
                bucket.readNewObjects();

                assertThat(ledger.faults()).as("logs are in %s", folder).isEmpty();
                assertThat(ledger.acknowledged()).isEqualTo(RECORDS);
                assertThat(ledger.delivered()).isEqualTo(RECORDS);
                assertThat(feed.lastPartition())
                        .as("partitions that were added")
                        .isEqualTo(4);
                job.checkOrder(bucket, payload, feed::partition, id -> BigInteger.valueOf(feed.offset(id)));
            } finally {
                feed.stop();
            }
        }
        Folders.delete(folder.resolve("data"));
        Folders.delete(folder.resolve("kafka"));
    }

    private static Admin admin(ChildJvm broker, String servers) throws Exception {
        Admin admin = Admin.create(Map.of("bootstrap.servers", servers));
        admin.createTopics(List.of(new NewTopic(TOPIC, 3, (short) 1))).all().get();
        assertThat(broker.isAlive()).isTrue();
        return admin;
    }
}
