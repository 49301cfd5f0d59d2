package io.hydrant.sinks.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.core.config.ConfigReader;
import io.hydrant.core.config.InvalidConfigurationException;
import io.hydrant.core.definition.SearchDestination;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.sinks.request.Answer;
import io.hydrant.sinks.request.Exchange;
import io.hydrant.sinks.request.ExchangeContext;
import io.hydrant.sinks.request.Request;
import io.hydrant.sinks.request.Selection;
import io.hydrant.sinks.request.Verdict;
import io.hydrant.sinks.request.Verdict.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a subtask sends and how it understands what it is answered; real servers are in the module test. */
class SearchProtocolTest {
    private static final String ELASTICSEARCH = "ElasticsearchDestinationConfiguration";
    private static final String DOMAIN = "\"DomainARN\": \"arn:aws:es:us-east-1:000000000000:domain/logs\"";
    private static final String COLLECTION = "\"CollectionEndpoint\": \"https://logs\"";
    private static final String SERVERLESS = "AmazonOpenSearchServerlessDestinationConfiguration";

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final Map<String, Gauge<?>> gauges = new HashMap<>();

    @AfterEach
    void stop() {
        workers.shutdownNow();
        timer.shutdownNow();
    }

    @Test
    void eachRecordGetsTheVerdictOfItsDocument() throws Exception {
        try (FakeSearch server = new FakeSearch().answering(200, """
                        {"errors":true,"items":[{"index":{"status":201}},
                        {"index":{"status":400,"error":{"type":"mapper_parsing_exception"}}},
                        {"index":{"status":429,"error":{"type":"es_rejected_execution_exception"}}}]}""");
                Exchange exchange = open(ELASTICSEARCH, DOMAIN, at(server))) {
            Answer answer = send(exchange, "{\"n\":0}", "no document", "{\"n\":2}", "{\"n\":3}");

            assertThat(answer.of(0)).isEqualTo(Verdict.DELIVERED);
            assertThat(answer.of(1)).isEqualTo(SearchVerdicts.NO_DOCUMENT);
            assertThat(answer.of(2)).isEqualTo(Verdict.rejected("400", "{\"type\":\"mapper_parsing_exception\"}"));
            assertThat(answer.of(3)).isEqualTo(Verdict.retry("429", "{\"type\":\"es_rejected_execution_exception\"}"));
            assertThat(gauges.get("DeliveryRejected").getValue()).isEqualTo(1);

            FakeSearch.Question asked = server.questions().get(0);
            assertThat(asked.uri()).isEqualTo("/_bulk?filter_path=errors%2Citems.%2A.status%2Citems.%2A.error");
            assertThat(asked.header("Content-type")).isEqualTo("application/x-ndjson");
            assertThat(asked.header("Authorization")).isEmpty();
            assertThat(asked.body().lines()).hasSize(6);

            send(exchange, "{}");
            assertThat(gauges.get("DeliveryRejected").getValue()).isEqualTo(0);
        }
    }

    @Test
    void whatIsNoDocumentIsNotSent() throws Exception {
        try (FakeSearch server = new FakeSearch();
                Exchange exchange = open(ELASTICSEARCH, DOMAIN, at(server))) {
            assertThat(send(exchange, "a", "b").of(1)).isEqualTo(SearchVerdicts.NO_DOCUMENT);
            assertThat(server.questions()).isEmpty();
        }
    }

    @Test
    void aRequestThatIsTooLargeIsSentInHalves() throws Exception {
        try (FakeSearch server = new FakeSearch(1000);
                Exchange exchange = open(ELASTICSEARCH, DOMAIN, at(server))) {
            String[] records = new String[16];
            Arrays.fill(records, "{\"text\":\"" + "x".repeat(100) + "\"}");
            records[5] = "{\"text\":\"" + "x".repeat(1000) + "\"}";

            Answer answer = send(exchange, records);

            for (int number = 0; number < records.length; number++) {
                assertThat(answer.of(number).kind())
                        .as("record " + number)
                        .isEqualTo(number == 5 ? Kind.REJECTED : Kind.DELIVERED);
            }
            assertThat(answer.of(5).code()).isEqualTo("413");
            List<String> delivered = new ArrayList<>();
            server.questions().stream()
                    .map(FakeSearch.Question::body)
                    .filter(body -> body.length() <= 1000)
                    .forEach(body ->
                            body.lines().filter(line -> line.contains("_id")).forEach(delivered::add));
            assertThat(delivered).hasSize(15).doesNotHaveDuplicates();

            // Nobody runs into the same limit again.
            int before = server.questions().size();
            records[5] = records[0];
            for (Selection part : exchange.cut(selection(records))) {
                assertThat(exchange.send(request(part))
                                .get(10, TimeUnit.SECONDS)
                                .of(0))
                        .isEqualTo(Verdict.DELIVERED);
            }
            assertThat(server.questions().subList(before, server.questions().size()))
                    .allMatch(asked -> asked.body().length() <= 1000);
        }
    }

    @ParameterizedTest
    @CsvSource({"401, 1", "403, 1", "429, 0", "503, 0"})
    void aServerThatDoesNotLetUsInIsTriedAgain(int status, int authFailure) throws Exception {
        try (FakeSearch server = new FakeSearch().answering(status, "no entry");
                Exchange exchange = open(ELASTICSEARCH, DOMAIN, at(server))) {
            assertThat(send(exchange, "{}").of(0)).isEqualTo(Verdict.unavailable(Integer.toString(status), "no entry"));
            assertThat(gauges.get("AuthFailure").getValue()).isEqualTo(authFailure);

            assertThat(send(exchange, "{}").of(0)).isEqualTo(Verdict.DELIVERED);
            assertThat(gauges.get("AuthFailure").getValue()).isEqualTo(0);
        }
    }

    @Test
    void anAnswerOfSomebodyElseIsNone() throws Exception {
        try (FakeSearch server = new FakeSearch().answering(200, "<html>It works!</html>");
                Exchange exchange = open(ELASTICSEARCH, DOMAIN, at(server))) {
            assertThat(send(exchange, "{}").of(0))
                    .isEqualTo(Verdict.unavailable("200", "not the answer to a bulk request: <html>It works!</html>"));
        }
    }

    @Test
    void silenceEnds() throws Exception {
        try (FakeSearch server = new FakeSearch().silent();
                Exchange exchange =
                        open(ELASTICSEARCH, DOMAIN, at(server), ", \"delivery\": {\"responseTimeout\": \"100 ms\"}")) {
            assertThat(send(exchange, "{}").of(0)).isEqualTo(Verdict.unavailable("504", "no answer in 100 ms"));
        }
    }

    @Test
    void nobodyThereIsTriedAgain() throws Exception {
        String endpoint;
        try (FakeSearch gone = new FakeSearch()) {
            endpoint = gone.endpoint();
        }
        try (Exchange exchange = open(ELASTICSEARCH, DOMAIN, at(endpoint))) {
            Verdict verdict = send(exchange, "{}").of(0);

            assertThat(verdict.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(verdict.code()).isEqualTo("503");
            assertThat(verdict.message()).startsWith("ConnectException");
        }
    }

    @Test
    void anAnswerOfAnyLengthIsNotRead() throws Exception {
        try (FakeSearch server = new FakeSearch().answering(200, "x".repeat(100_000));
                Exchange exchange = open(ELASTICSEARCH, DOMAIN, at(server))) {
            assertThat(send(exchange, "{}").of(0).kind()).isEqualTo(Kind.UNAVAILABLE);
        }
    }

    @Test
    void knowsAPassword() throws Exception {
        try (FakeSearch server = new FakeSearch();
                Exchange exchange = open(
                        ELASTICSEARCH,
                        DOMAIN,
                        at(server) + ", \"username\": \"hydrant\", \"password\": \"p\u00e4ss\"")) {
            send(exchange, "{}");

            assertThat(server.questions().get(0).header("Authorization"))
                    .isEqualTo("Basic " + Base64.getEncoder().encodeToString("hydrant:p\u00e4ss".getBytes(UTF_8)));
        }
    }

    @ParameterizedTest
    @CsvSource({ELASTICSEARCH + ", es", SERVERLESS + ", aoss"})
    void signs(String configuration, String service) throws Exception {
        String keys = ", \"authentication\": \"SIGV4\", \"region\": \"eu-west-1\", "
                + "\"accessKey\": \"AKIDEXAMPLE\", \"secretKey\": \"secret\"";
        try (FakeSearch server = new FakeSearch();
                Exchange exchange = open(
                        configuration, configuration.equals(SERVERLESS) ? COLLECTION : DOMAIN, at(server) + keys)) {
            send(exchange, "{}");

            FakeSearch.Question asked = server.questions().get(0);
            assertThat(asked.header("Authorization"))
                    .matches("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/\\d{8}/eu-west-1/" + service
                            + "/aws4_request, SignedHeaders=.*host.*, Signature=[0-9a-f]{64}");
            assertThat(asked.header("X-amz-content-sha256"))
                    .as("Serverless asks for it")
                    .matches("[0-9a-f]{64}");
        }
    }

    @Test
    void saysInTheErrorOutputWhichDocumentItWas() throws Exception {
        try (FakeSearch server = new FakeSearch();
                Exchange cluster = open(ELASTICSEARCH, DOMAIN + ", \"TypeName\": \"a\\\"b\"", at(server));
                Exchange collection = open(SERVERLESS, COLLECTION, at(server))) {
            RecordBatch batch = batch("{}", "{}");
            Request request = request(Selection.of(List.of(batch)));

            assertThat(cluster.details(request, batch, 1))
                    .matches("\"esDocumentId\":\"[0-9A-Za-z_-]{11}\\.3\\.7\\.1\",\"esIndexName\":\"pages-1970-01-01\","
                            + "\"esTypeName\":\"a\\\\\"b\"");
            assertThat(collection.details(request, batch, 1))
                    .isEqualTo("\"osDocumentId\":\"\",\"osIndexName\":\"pages\"");
        }
    }

    @Test
    void mustKnowWhereTheServerIs() {
        assertThatThrownBy(() -> protocol(ELASTICSEARCH, DOMAIN, "", ""))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("search.domains.logs.url: is missing");
        assertThatThrownBy(() -> protocol(ELASTICSEARCH, DOMAIN, at("http://logs.example"), ""))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("http://logs.example is not https://");
        assertThat(protocol(ELASTICSEARCH, "\"ClusterEndpoint\": \"https://logs.example\"", "", "")
                        .name())
                .isEqualTo("Elasticsearch");
    }

    private static String at(FakeSearch server) {
        return at(server.endpoint());
    }

    /** Members of the domain in the configuration. */
    private static String at(String url) {
        return "\"url\": \"" + url + "\"";
    }

    private Exchange open(String configuration, String destination, String domain) {
        return open(configuration, destination, domain, "");
    }

    private Exchange open(String configuration, String destination, String domain, String config) {
        return protocol(configuration, destination, domain, config)
                .open(new ExchangeContext(workers, timer, new UnregisteredMetricsGroup() {
                    @Override
                    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
                        gauges.put(name, gauge);
                        return gauge;
                    }
                }));
    }

    private static SearchProtocol protocol(String configuration, String destination, String domain, String more) {
        StreamDefinition definition = StreamDefinition.parse("""
                {
                  "DeliveryStreamName": "clicks",
                  "%s": {
                    "RoleARN": "arn:aws:iam::000000000000:role/unused",
                    "IndexName": "pages",
                    %s,
                    "S3Configuration": {
                      "RoleARN": "arn:aws:iam::000000000000:role/unused",
                      "BucketARN": "arn:aws:s3:::failed"
                    }
                  }
                }
                """.formatted(configuration, destination));
        String config = "{\"search\": {\"domains\": {\"logs\": {" + domain + "}}}" + more + "}";
        return new SearchProtocol(
                (SearchDestination) definition.destination(), "clicks", ConfigReader.fromJson(config));
    }

    private static Answer send(Exchange exchange, String... records) throws Exception {
        return exchange.send(request(selection(records))).get(10, TimeUnit.SECONDS);
    }

    private static Request request(Selection records) {
        return new Request(new UUID(1, 2), 0, records);
    }

    private static Selection selection(String... records) {
        return Selection.of(List.of(batch(records)));
    }

    private static RecordBatch batch(String... records) {
        RecordBatchBuilder builder = new RecordBatchBuilder(64).beginRun(3, 7, 0, 0);
        for (String record : records) {
            byte[] bytes = record.getBytes(UTF_8);
            builder.add(bytes, 0, bytes.length);
        }
        return builder.build();
    }
}
