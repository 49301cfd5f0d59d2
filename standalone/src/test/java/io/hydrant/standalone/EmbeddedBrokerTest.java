package io.hydrant.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class EmbeddedBrokerTest {

    private static final TopicPartition PARTITION = new TopicPartition("hydrant.clicks", 0);

    @TempDir
    Path folder;

    @Test
    void acknowledgedMessagesOutliveARestart() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            createTopic(broker.bootstrapServers());
            put(broker.bootstrapServers(), "first", "second");
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            put(broker.bootstrapServers(), "third");

            assertThat(readAll(broker.bootstrapServers(), 3)).containsExactly("first", "second", "third");
        }
    }

    @Test
    void acknowledgedMessagesOutliveAKilledProcess() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String ready = process.inputReader(StandardCharsets.UTF_8).readLine();
            assertThat(ready).isEqualTo("ready");
        } finally {
            process.destroyForcibly().waitFor();
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            assertThat(readAll(broker.bootstrapServers(), 2)).containsExactly("before", "the kill");
        }
    }

    @Test
    void everyAppendIsFlushedAndNoTopicAppearsByItself() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("a folder with spaces"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            createTopic(broker.bootstrapServers());
            var resource = new org.apache.kafka.common.config.ConfigResource(
                    org.apache.kafka.common.config.ConfigResource.Type.TOPIC, PARTITION.topic());

            var config = admin.describeConfigs(List.of(resource)).all().get().get(resource);

            assertThat(config.get("flush.messages").value()).isEqualTo("1");
            assertThat(admin.listTopics().names().get()).containsExactly(PARTITION.topic());
            assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
        }
    }

    static void createTopic(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
    }

    static void put(String bootstrapServers, String... values) throws Exception {
        Map<String, Object> properties = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(PARTITION.topic(), value)).get(20, TimeUnit.SECONDS);
            }
        }
    }

    private static List<String> readAll(String bootstrapServers, int count) {
        Map<String, Object> properties = Map.of("bootstrap.servers", bootstrapServers);
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            List<String> values = new ArrayList<>();
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (values.size() < count && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> values.add(message.value()));
            }
            return values;
        }
    }

    /** A JVM that acknowledges two messages, says so and then waits to be killed. */
    static final class BrokerProcess {
        public static void main(String[] args) throws Exception {
            EmbeddedBroker broker = EmbeddedBroker.start(new File(args[0]).toPath());
            createTopic(broker.bootstrapServers());
            put(broker.bootstrapServers(), "before", "the kill");
            System.out.println("ready");
            System.out.flush();
            Thread.currentThread().join();
        }
    }
}
