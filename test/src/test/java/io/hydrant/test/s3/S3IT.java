package io.hydrant.test.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hydrant.test.chaos.Bucket;
import io.hydrant.test.chaos.Deployment;
import io.hydrant.test.chaos.Ledger;
import io.hydrant.test.chaos.Payload;
import io.hydrant.test.chaos.Producer;
import io.hydrant.test.process.Folders;
import io.hydrant.test.process.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.CompressionFormat;

/** Exactly once to {@code s3a://}, in objects of more than one part, while a TaskManager is killed. */
class S3IT {
    /** Of about 800 bytes each. */
    private static final int RECORDS = 80_000;

    private static final int BATCH = 500;
    private static final long PART_BYTES = 5 << 20;

    /** More than two parts; of the 32 MB of the first half one of the two subtasks gets more than this. */
    private static final int BUFFER_MBS = 11;

    /** Long enough that size alone decides when an object is made, however slow the machine is. */
    private static final int BUFFER_SECONDS = 900;

    private static final String CONFIGURATION = """
            s3:
              scheme: s3a
              endpoint: %s
              region: us-east-1
              pathStyleAccess: true
              accessKey: %s
              secretKey: %s""";

    private final Payload payload = new Payload(1);

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void objectsOfManyPartsHoldEachRecordOnce() throws Exception {
        Path folder = Folders.empty(Repository.target().resolve("s3-it"));
        try (S3Server s3 = S3Server.start();
                Deployment deployment = Deployment.start(folder, flinkOptions(s3), configuration(s3));
                FirehoseClient client = Producer.client(deployment.endpoint())) {
            Stream raw = new Stream("raw", CompressionFormat.UNCOMPRESSED, s3);
            Stream gzip = new Stream("gzip", CompressionFormat.GZIP, s3);
            await().atMost(Duration.ofMinutes(2)).until(deployment::isReady);
            raw.create(client);
            gzip.create(client);

            raw.put(client, RECORDS / 2);
            gzip.put(client, RECORDS / 2);
            await().atMost(Duration.ofMinutes(1)).until(() -> s3.parts() > 0);
            deployment.flink().taskManagers().get(0).kill();
            raw.put(client, RECORDS / 2);
            deployment.flink().taskManagers().get(0).start();
            gzip.put(client, RECORDS / 2);
            raw.delete(client);
            gzip.delete(client);
            await().atMost(Duration.ofMinutes(2))
                    .until(() ->
                            client.listDeliveryStreams().deliveryStreamNames().isEmpty());

            raw.check();
            gzip.check();
            assertThat(raw.bucket.objects().values()).as("sizes").anyMatch(size -> size > 2 * PART_BYTES);
            assertThat(gzip.bucket.objects().keySet()).allMatch(key -> key.endsWith(".gz"));
        }
    }

    private static String configuration(S3Server s3) {
        return CONFIGURATION.formatted(s3.endpoint(), S3Server.ACCESS_KEY, S3Server.SECRET_KEY);
    }

    private static Map<String, String> flinkOptions(S3Server s3) {
        return Map.of(
                "s3.endpoint",
                s3.endpoint().toString(),
                "s3.endpoint.region",
                "us-east-1",
                "s3.path.style.access",
                "true",
                "s3.access-key",
                S3Server.ACCESS_KEY,
                "s3.secret-key",
                S3Server.SECRET_KEY,
                "s3.upload.min.part.size",
                Long.toString(PART_BYTES),
                "s3.attempts.maximum",
                "2");
    }

    /** A delivery stream into a bucket of its own. */
    private final class Stream {
        private final String name;
        private final CompressionFormat compression;
        private final Ledger ledger = new Ledger();
        private final Bucket bucket;

        Stream(String name, CompressionFormat compression, S3Server s3) {
            this.name = name;
            this.compression = compression;
            this.bucket = new Bucket(s3.createBucket("bucket-" + name), payload, ledger);
        }

        void create(FirehoseClient client) {
            client.createDeliveryStream(create -> create.deliveryStreamName(name)
                    .extendedS3DestinationConfiguration(s3 -> s3.roleARN("arn:aws:iam::123456789012:role/unused")
                            .bucketARN("arn:aws:s3:::bucket-" + name)
                            .bufferingHints(hints -> hints.sizeInMBs(BUFFER_MBS).intervalInSeconds(BUFFER_SECONDS))
                            .compressionFormat(compression)));
        }

        void put(FirehoseClient client, int records) {
            for (int put = 0; put < records; put += BATCH) {
                Producer.putBatch(client, name, payload, ledger, BATCH);
            }
        }

        void delete(FirehoseClient client) {
            client.deleteDeliveryStream(delete -> delete.deliveryStreamName(name));
        }

        void check() {
            bucket.readNewObjects();
            assertThat(ledger.faults()).as(name).isEmpty();
            assertThat(ledger.acknowledged()).as(name).isEqualTo(RECORDS);
            assertThat(ledger.missing().cardinality()).as(name + ", missing").isZero();
        }
    }
}
