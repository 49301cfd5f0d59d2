package io.hydrant.test.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.standalone.EmbeddedBroker;
import io.hydrant.test.chaos.FolderStore;
import io.hydrant.test.format.DuckDb;
import io.hydrant.test.http.ExpectedRequests;
import io.hydrant.test.http.FakeHttpEndpoint;
import io.hydrant.test.kinesis.KinesisServer;
import io.hydrant.test.process.ChildJvm;
import io.hydrant.test.process.Folders;
import io.hydrant.test.process.FreePort;
import io.hydrant.test.process.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * Every definition in {@code conf/streams} delivers, as {@code hydrant serve} and as {@code hydrant job}; the one for Redshift
 * does in {@code RedshiftStreamIT}.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class ExampleStreamsIT {
    private static final int RECORDS = 300;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Path EXAMPLES = Repository.root().resolve("conf/streams");
    private static final String CONFIGURATION = """
            dataDirectory: %s
            gateway:
              port: %d
            %s
            kafka:
              clusters:
                sales:
                  bootstrapServers: %s
            flink:
              restPort: %d
              checkpointInterval: 1 s
              options:
                metrics.fetcher.update-interval: 500 ms
            """;

    private static final ExpectedRequests COLLECTOR = new ExpectedRequests(
            "/firehose",
            ExpectedRequests.arn("clicks-to-http"),
            "change-me",
            true,
            Map.of("environment", "production"));

    private final Path folder = Repository.target().resolve("example-streams-it");
    private final int restPort = FreePort.one();
    private final LocalService service = new LocalService(FreePort.one(), restPort);
    private KinesisServer kinesis;
    private EmbeddedBroker kafka;
    private Path configuration;

    @BeforeEach
    void startSources() throws Exception {
        Folders.empty(folder);
        kinesis = KinesisServer.start(folder);
        kafka = EmbeddedBroker.start(folder.resolve("sales"));
        kinesis.createStream("orders", 2);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("orders", 2, (short) 1)))
                    .all()
                    .get();
        }
        configuration = Files.writeString(
                folder.resolve("hydrant.yaml"),
                CONFIGURATION.formatted(
                        folder.resolve("data"),
                        service.gatewayPort(),
                        kinesis.configuration(),
                        kafka.bootstrapServers(),
                        restPort));
    }

    @AfterEach
    void stopSources() {
        kinesis.close();
        kafka.close();
    }

    @Test
    void eachIsServed() throws Exception {
        try (FakeHttpEndpoint collector = FakeHttpEndpoint.start(COLLECTOR);
                ChildJvm hydrant = hydrant("serve")) {
            hydrant.start();
            await().atMost(SOON).until(service::isReady);
            for (String file : List.of("clicks", "partitioned", "orders-kinesis", "orders-msk")) {
                service.create(Files.readAllBytes(EXAMPLES.resolve(file + ".json")));
            }
            service.create(withItsSchema("clicks-parquet"));
            service.create(to(collector, "clicks-to-http"));
            List<String> names = service.names();
            assertThat(names)
                    .containsExactlyInAnyOrder(
                            "clicks",
                            "clicks-by-page",
                            "clicks-parquet",
                            "clicks-to-http",
                            "orders-from-kinesis",
                            "orders-from-msk");
            await().atMost(SOON).until(() -> names.stream().allMatch(service::isActive));

            // At once: what arrives after the delivery's start is delivered, whenever the job gets round to it.
            service.put("clicks", String.join("", records("click", 0)));
            service.put("clicks-by-page", String.join("", views("home")) + String.join("", views("help")));
            service.put("clicks-parquet", String.join("", views("home")));
            service.put("clicks-to-http", String.join("", records("click", 0)));
            putToKinesis(0);
            putToTopic(0);
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(service.read("orders-from-kinesis", "DataReadFromKinesisStream.Records"))
                        .isEqualTo(RECORDS);
                assertThat(service.read("orders-from-msk", "DataReadFromSource.Records"))
                        .isEqualTo(RECORDS);
            });
            names.forEach(service::delete);
            await().atMost(SOON).until(() -> service.names().isEmpty());

            assertThat(delivered("clicks", "by-page/page=home/")).containsExactlyInAnyOrderElementsOf(views("home"));
            assertThat(delivered("clicks", "by-page/page=help/")).containsExactlyInAnyOrderElementsOf(views("help"));
            assertThat(rows("clicks", "parquet/")).containsExactlyInAnyOrderElementsOf(rows("home"));
            assertThat(delivered("clicks", "events/")).containsExactlyInAnyOrderElementsOf(records("click", 0));
            assertThat(collector.delivered()).containsExactlyInAnyOrderElementsOf(records("click", 0));
            assertThat(collector.faults()).isEmpty();
            assertThat(delivered("orders", "kinesis/")).containsExactlyInAnyOrderElementsOf(records("kinesis", 0));
            assertThat(delivered("orders", "msk/")).containsExactlyInAnyOrderElementsOf(records("msk", 0));
        }
    }

    @Test
    void aJobOfKinesisRunsAloneAndGoesOnAfterAKill() throws Exception {
        try (ChildJvm job =
                hydrant("job", "--stream", impatient("orders-kinesis").toString())) {
            startJob(job, "orders-from-kinesis");
            putToKinesis(0);
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(delivered("orders", "kinesis/")).hasSize(RECORDS));
            job.kill();
            putToKinesis(RECORDS);
            Files.delete(job.log());
            startJob(job, "orders-from-kinesis");
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(delivered("orders", "kinesis/")).hasSize(2 * RECORDS));
        }
        assertThat(delivered("orders", "kinesis/"))
                .containsExactlyInAnyOrderElementsOf(Stream.of(records("kinesis", 0), records("kinesis", RECORDS))
                        .flatMap(List::stream)
                        .toList());
    }

    @Test
    void aJobOfATopicRunsAloneAndRefusesToDeliverTwice() throws Exception {
        try (ChildJvm job = hydrant("job", "--stream", impatient("orders-msk").toString())) {
            startJob(job, "orders-from-msk");
            putToTopic(0);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(delivered("orders", "msk/"))
                            .containsExactlyInAnyOrderElementsOf(records("msk", 0)));
            job.kill();
            sayThatItHasDelivered("hydrant.orders-from-msk");
            Folders.delete(folder.resolve("data/checkpoints"));

            assertThatThrownBy(() -> job.run(SOON))
                    .hasMessageContaining("holds no checkpoint of orders-from-msk, which has delivered before");
        }
    }

    /** The job has said so itself already, unless it was killed before Kafka's client got round to it. */
    private void sayThatItHasDelivered(String consumerGroup) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.alterConsumerGroupOffsets(
                            consumerGroup, Map.of(new TopicPartition("orders", 0), new OffsetAndMetadata(1)))
                    .all()
                    .get();
        }
    }

    /** What {@code ./hydrant} runs, with a configuration that knows the servers of this test. */
    private ChildJvm hydrant(String... command) {
        String[] all = Stream.concat(Stream.of(command), Stream.of("--conf", configuration.toString()))
                .toArray(String[]::new);
        return new ChildJvm(
                command[0],
                folder,
                ChildJvm.classpath(),
                List.of("-Xmx768m", "--add-opens=java.base/java.util=ALL-UNNAMED"),
                Map.of(),
                "io.hydrant.standalone.command.HydrantCommand",
                all);
    }

    private static void startJob(ChildJvm job, String stream) {
        job.start();
        await().atMost(SOON)
                .until(() -> Files.readString(job.log()).contains("The job of delivery stream " + stream + " runs."));
    }

    /** The example, but delivering with each checkpoint: nobody drains a job that runs alone. */
    private Path impatient(String example) throws IOException {
        ObjectNode definition =
                (ObjectNode) JSON.readTree(EXAMPLES.resolve(example + ".json").toFile());
        ((ObjectNode) definition.at("/ExtendedS3DestinationConfiguration/BufferingHints")).put("IntervalInSeconds", 0);
        return Files.writeString(folder.resolve(example + ".json"), definition.toString());
    }

    /** As it is sent over HTTP: nobody who calls may name a file of the server's. */
    private static byte[] withItsSchema(String example) {
        return StreamDefinition.read(EXAMPLES.resolve(example + ".json"))
                .toString()
                .getBytes(UTF_8);
    }

    /** The example, but to an endpoint on this machine. */
    private static byte[] to(FakeHttpEndpoint endpoint, String example) throws IOException {
        ObjectNode definition =
                (ObjectNode) JSON.readTree(EXAMPLES.resolve(example + ".json").toFile());
        ((ObjectNode) definition.at("/HttpEndpointDestinationConfiguration/EndpointConfiguration"))
                .put("Url", endpoint.url());
        return definition.toString().getBytes(UTF_8);
    }

    private static List<String> records(String kind, int first) {
        return IntStream.range(first, first + RECORDS)
                .mapToObj(number -> kind + " " + number + "\n")
                .toList();
    }

    private static List<String> views(String page) {
        return IntStream.range(0, RECORDS)
                .mapToObj(number -> "{\"page\": \"" + page + "\", \"number\": " + number + "}\n")
                .toList();
    }

    private static List<String> rows(String page) {
        return IntStream.range(0, RECORDS)
                .mapToObj(number -> page + "," + number + ",null")
                .toList();
    }

    private void putToKinesis(int first) {
        List<PutRecordsRequestEntry> entries = records("kinesis", first).stream()
                .map(record -> PutRecordsRequestEntry.builder()
                        .partitionKey(record)
                        .data(SdkBytes.fromUtf8String(record))
                        .build())
                .toList();
        assertThat(kinesis.client()
                        .putRecords(put -> put.streamName("orders").records(entries))
                        .failedRecordCount())
                .isZero();
    }

    private void putToTopic(int first) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            records("msk", first).forEach(record -> {
                var unused = producer.send(new ProducerRecord<>("orders", record));
            });
        }
    }

    /** Every record of the objects whose keys begin like that. */
    private List<String> delivered(String bucket, String prefix) {
        FolderStore store = new FolderStore(folder.resolve("data/s3").resolve(bucket));
        return store.list().keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .flatMap(key -> lines(store, key))
                .filter(line -> !line.isEmpty()) // A line that was put has a line feed before one is appended.
                .map(line -> line + "\n")
                .toList();
    }

    /** The rows of Parquet objects whose keys begin like that. */
    private List<String> rows(String bucket, String prefix) {
        Path objects = folder.resolve("data/s3").resolve(bucket);
        return new FolderStore(objects)
                .list().keySet().stream()
                        .filter(key -> key.startsWith(prefix) && key.endsWith(".parquet"))
                        .flatMap(key ->
                                DuckDb.query(objects.resolve(key), "SELECT page, number, visitor FROM %s").stream())
                        .toList();
    }

    private static Stream<String> lines(FolderStore store, String key) {
        try (InputStream object = new GZIPInputStream(store.open(key))) {
            return new String(object.readAllBytes(), UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
