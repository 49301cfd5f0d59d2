package io.hydrant.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.standalone.EmbeddedBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class JobCommandTest {

    @TempDir
    Path folder;

    @Test
    void aStreamThatHasDeliveredButHasNoCheckpointIsOneLine() throws Exception {
        Path stream = Files.writeString(folder.resolve("clicks.json"), """
                {"DeliveryStreamName": "clicks", "S3DestinationConfiguration": {
                  "RoleARN": "arn:aws:iam::000000000000:role/test", "BucketARN": "arn:aws:s3:::b"}}
                """);
        StringWriter err = new StringWriter();
        int exitCode;
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
            Path conf =
                    Files.writeString(folder.resolve("hydrant.yaml"), """
                    dataDirectory: %s
                    log: {bootstrapServers: "%s"}
                    flink: {restPort: 0}
                    """.formatted(folder, broker.bootstrapServers()));
            sayThatItHasDelivered(broker);

            exitCode = HydrantCommand.execute(
                    new PrintWriter(new StringWriter()),
                    new PrintWriter(err, true),
                    "job",
                    "--stream",
                    stream.toString(),
                    "--conf",
                    conf.toString());
        }

        assertThat(err.toString())
                .startsWith("hydrant: flink.checkpointDirectory: ")
                .contains("holds no checkpoint of clicks, which has delivered before")
                .hasLineCount(1);
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void aStreamThatReadsATopicNeedsToKnowItsClusterAndNoLog() throws Exception {
        Path conf = Files.writeString(
                folder.resolve("hydrant.yaml"), "{dataDirectory: " + folder + ", flink: {restPort: 0}}\n");
        StringWriter err = new StringWriter();

        int exitCode = HydrantCommand.execute(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err, true),
                "job",
                "--stream",
                "../conf/streams/orders-msk.json",
                "--conf",
                conf.toString());

        assertThat(err.toString())
                .startsWith("hydrant: kafka.clusters.sales: missing; ")
                .hasLineCount(1);
        assertThat(exitCode).isEqualTo(2);
    }

    private static void sayThatItHasDelivered(EmbeddedBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            TopicPartition partition = new TopicPartition("hydrant.clicks", 0);
            admin.createTopics(List.of(new NewTopic(partition.topic(), 1, (short) 1)))
                    .all()
                    .get();
            admin.alterConsumerGroupOffsets("hydrant.clicks", Map.of(partition, new OffsetAndMetadata(1)))
                    .all()
                    .get();
        }
    }
}
