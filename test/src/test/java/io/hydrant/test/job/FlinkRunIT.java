package io.hydrant.test.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hydrant.core.config.ConfigReader;
import io.hydrant.core.config.LogConfig;
import io.hydrant.test.chaos.Bucket;
import io.hydrant.test.chaos.Deployment;
import io.hydrant.test.chaos.FolderStore;
import io.hydrant.test.chaos.Ledger;
import io.hydrant.test.chaos.Payload;
import io.hydrant.test.chaos.Producer;
import io.hydrant.test.process.FlinkCommands;
import io.hydrant.test.process.Folders;
import io.hydrant.test.process.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.firehose.FirehoseClient;

/** {@code flink run hydrant-job.jar --stream FILE}, {@code flink stop} and {@code flink stop --drain}. */
class FlinkRunIT {
    private static final int BATCH = 100;
    private static final String DEFINITION = """
            {
              "DeliveryStreamName": "clicks",
              "ExtendedS3DestinationConfiguration": {
                "RoleARN": "arn:aws:iam::123456789012:role/unused",
                "BucketARN": "arn:aws:s3:::by-hand",
                "BufferingHints": {"SizeInMBs": 128, "IntervalInSeconds": 900}
              }
            }
            """;

    private final Path folder = Repository.target().resolve("flink-run-it");
    private final Payload payload = new Payload(11);
    private final Ledger ledger = new Ledger();

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void buffersSurviveStopAndAreDeliveredByDrain() throws Exception {
        Folders.empty(folder);
        Path stream = Files.writeString(folder.resolve("clicks.json"), DEFINITION);
        try (Deployment deployment = Deployment.startWithoutJobs(folder);
                FirehoseClient client = Producer.client(deployment.endpoint())) {
            Bucket bucket = new Bucket(new FolderStore(deployment.bucket("by-hand")), payload, ledger);
            FlinkCommands flink = new FlinkCommands(deployment.flink(), folder, deployment.configuration());
            await().atMost(Duration.ofMinutes(2)).until(deployment::isReady);
            client.createDeliveryStream(create -> create.deliveryStreamName("clicks")
                    .extendedS3DestinationConfiguration(s3 ->
                            s3.roleARN("arn:aws:iam::123456789012:role/unused").bucketARN("arn:aws:s3:::by-hand")));

            Producer.putBatch(client, "clicks", payload, ledger, BATCH);
            String first = flink.run(stream);
            awaitRecordsRead(flink, first);
            String savepoint = flink.stop(first);
            bucket.readNewObjects();
            assertThat(ledger.delivered()).as("buffered, for 900 seconds").isZero();

            Producer.putBatch(client, "clicks", payload, ledger, BATCH);
            String second = flink.run(stream, "-s", savepoint);
            awaitRecordsRead(flink, second);
            flink.stop(second, "--drain");

            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                bucket.readNewObjects();
                assertThat(ledger.delivered()).isEqualTo(2 * BATCH);
            });
            assertThat(ledger.acknowledged()).isEqualTo(2 * BATCH);
            assertThat(ledger.faults()).isEmpty();

            sayThatItHasDelivered(deployment);
            assertThatThrownBy(() -> flink.run(stream))
                    .as("no checkpoint and no savepoint: the whole log would be delivered again")
                    .hasMessageContaining("holds no checkpoint of clicks, which has delivered before");
        }
    }

    /** The job has said so itself already, unless it ended before Kafka's client got round to it. */
    private static void sayThatItHasDelivered(Deployment deployment) throws Exception {
        LogConfig log = ConfigReader.read(deployment.configuration()).log();
        Map<String, Object> client = Map.of("bootstrap.servers", String.valueOf(log.bootstrapServers()));
        try (Admin admin = Admin.create(client)) {
            admin.alterConsumerGroupOffsets(
                            log.consumerGroup("clicks"),
                            Map.of(new TopicPartition(log.topic("clicks"), 0), new OffsetAndMetadata(1)))
                    .all()
                    .get();
        }
    }

    /** Waits until the source has read all there is and a checkpoint has been taken after that. */
    private static void awaitRecordsRead(FlinkCommands flink, String job) {
        await().atMost(Duration.ofMinutes(1)).until(() -> flink.isRunning(job));
        long before = flink.checkpoints(job);
        await().atMost(Duration.ofMinutes(1)).until(() -> flink.checkpoints(job) >= before + 3);
    }
}
