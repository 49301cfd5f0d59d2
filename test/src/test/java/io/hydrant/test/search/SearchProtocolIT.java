package io.hydrant.test.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.config.ConfigReader;
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
import io.hydrant.sinks.search.SearchProtocol;
import io.hydrant.test.process.Folders;
import io.hydrant.test.process.Repository;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Single bulk requests to real servers, and what those say of each document. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SearchProtocolIT {
    private static final long NEW_YEAR = Instant.parse("2027-01-01T00:00:00Z").toEpochMilli();
    private static final Map<SearchServer.Kind, SearchServer> SERVERS = new EnumMap<>(SearchServer.Kind.class);
    private static final ExecutorService WORKERS = Executors.newCachedThreadPool();
    private static final ScheduledExecutorService TIMER = Executors.newScheduledThreadPool(1);

    @BeforeAll
    static void start() throws IOException {
        for (SearchServer.Kind kind : SearchServer.Kind.values()) {
            SERVERS.put(
                    kind,
                    SearchServer.start(
                            kind,
                            Folders.empty(Repository.target().resolve("search-protocol-it/" + kind)),
                            "http.max_content_length=1mb"));
        }
    }

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(SearchServer::close);
        WORKERS.shutdownNow();
        TIMER.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void eachDocumentGoesToTheIndexOfItsTime(SearchServer.Kind kind) throws Exception {
        SearchClient client = SERVERS.get(kind).client();
        for (String rotation : List.of("NoRotation", "OneHour", "OneDay", "OneWeek", "OneMonth")) {
            try (Exchange exchange = open(kind, rotation.toLowerCase(Locale.ROOT), rotation, "")) {
                Selection records = Selection.of(
                        List.of(batch(1, NEW_YEAR - 1, "{\"year\": 2026}"), batch(2, NEW_YEAR, "{\"year\": 2027}")));
                assertThat(send(exchange, records).of(1)).isEqualTo(Verdict.DELIVERED);
            }
        }

        assertThat(client.count("norotation")).isEqualTo(2);
        assertThat(years(client, "onehour")).isEqualTo("onehour-2026-12-31-23:2026 onehour-2027-01-01-00:2027");
        assertThat(years(client, "oneday")).isEqualTo("oneday-2026-12-31:2026 oneday-2027-01-01:2027");
        assertThat(years(client, "onemonth")).isEqualTo("onemonth-2026-12:2026 onemonth-2027-01:2027");
        // New Year's Day is a Friday: the week of the first Saturday has begun on 27 December.
        assertThat(years(client, "oneweek")).isEqualTo("oneweek-2027-w01:2026 oneweek-2027-w01:2027");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSentAgainOverwritesItself(SearchServer.Kind kind) throws Exception {
        SearchClient client = SERVERS.get(kind).client();
        Selection records = Selection.of(List.of(batch(1, NEW_YEAR, "{\"n\": 1}", "{\"n\": 2}")));
        String noIds = ", \"DocumentIdOptions\": {\"DefaultDocumentIdFormat\": \"NO_DOCUMENT_ID\"}";
        try (Exchange withIds = open(kind, "ids", "NoRotation", "");
                Exchange withoutIds = open(kind, "noids", "NoRotation", noIds)) {
            for (int attempt = 0; attempt < 3; attempt++) {
                assertThat(send(withIds, records).of(0)).isEqualTo(Verdict.DELIVERED);
                assertThat(send(withoutIds, records).of(0)).isEqualTo(Verdict.DELIVERED);
            }
        }

        assertThat(client.documents("ids").keySet())
                .hasSize(2)
                .allMatch(document -> document.matches("ids/.{11}\\.0\\.1\\.[01]"));
        assertThat(client.count("noids")).isEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource
    void theServerSaysOfEachDocumentWhatIsWrongWithIt(SearchServer.Kind kind) throws Exception {
        SearchClient client = SERVERS.get(kind).client();
        client.createIndex("weights", "{\"mappings\": {\"properties\": {\"weight\": {\"type\": \"long\"}}}}");
        Selection records = Selection.of(List.of(batch(
                1,
                NEW_YEAR,
                "{\"weight\": 1}",
                "{\"weight\": \"heavy\"}",
                "{\"weight\": }",
                "{\"weight\": 4}\n{\"delete\": {\"_index\": \"weights\", \"_id\": \"1\"}}",
                "{\"weight\":\n5}\n")));
        try (Exchange exchange = open(kind, "weights", "NoRotation", "")) {
            Answer answer = send(exchange, records);

            assertThat(answer.of(0)).isEqualTo(Verdict.DELIVERED);
            assertRejected(answer.of(1), "400", "mapper_parsing_exception");
            assertRejected(answer.of(2), "400", "mapper_parsing_exception");
            assertRejected(answer.of(3), "400", "the record is not a JSON object");
            assertThat(answer.of(4)).isEqualTo(Verdict.DELIVERED);
            assertThat(client.count("weights")).isEqualTo(2);

            client.setReadOnly("weights", true);
            assertRejected(send(exchange, records).of(0), "403", "cluster_block_exception");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsTooLargeForOneRequestBecomesSeveral(SearchServer.Kind kind) throws Exception {
        String[] records = new String[5000];
        Arrays.fill(records, "{\"text\": \"" + "x".repeat(1000) + "\"}");
        records[4000] = "{\"text\": \"" + "x".repeat(1 << 20) + "\"}";
        try (Exchange exchange = open(kind, "large", "NoRotation", "")) {
            Answer answer = send(exchange, Selection.of(List.of(batch(1, NEW_YEAR, records))));

            assertThat(answer.of(4000).code()).isEqualTo("413");
            assertThat(answer.of(3999)).isEqualTo(Verdict.DELIVERED);
            assertThat(SERVERS.get(kind).client().count("large")).isEqualTo(4999);
        }
    }

    @Test
    void olderServersKnowTypes() throws Exception {
        Selection records = Selection.of(List.of(batch(1, NEW_YEAR, "{}")));
        try (Exchange exchange =
                open(SearchServer.Kind.ELASTICSEARCH, "typed", "NoRotation", ", \"TypeName\": \"page\"")) {
            assertThat(send(exchange, records).of(0)).isEqualTo(Verdict.DELIVERED);
        }
        SearchClient client = SERVERS.get(SearchServer.Kind.ELASTICSEARCH).client();
        assertThat(client.documents("typed")
                        .values()
                        .iterator()
                        .next()
                        .path("_type")
                        .asText())
                .isEqualTo("page");
        try (Exchange exchange =
                open(SearchServer.Kind.OPENSEARCH, "typed", "NoRotation", ", \"TypeName\": \"page\"")) {
            assertRejected(send(exchange, records).of(0), "400", "unknown parameter [_type]");
        }
    }

    private static void assertRejected(Verdict verdict, String code, String message) {
        assertThat(verdict.kind()).isEqualTo(Kind.REJECTED);
        assertThat(verdict.code()).isEqualTo(code);
        assertThat(verdict.message()).contains(message);
    }

    /** Each document's index and what it says of the year, in order. */
    private static String years(SearchClient client, String index) throws IOException {
        return client.documents(index + "-*").values().stream()
                .map(hit -> hit.path("_index").asText() + ":" + hit.at("/_source/year"))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static Answer send(Exchange exchange, Selection records) throws Exception {
        return exchange.send(new Request(new UUID(1, 2), 0, records)).get(1, TimeUnit.MINUTES);
    }

    private static Exchange open(SearchServer.Kind kind, String index, String rotation, String more) throws Exception {
        StreamDefinition definition = StreamDefinition.parse("""
                {
                  "DeliveryStreamName": "clicks",
                  "ElasticsearchDestinationConfiguration": {
                    "RoleARN": "arn:aws:iam::000000000000:role/unused",
                    "DomainARN": "arn:aws:es:us-east-1:000000000000:domain/logs",
                    "IndexName": "%s",
                    "IndexRotationPeriod": "%s",
                    "S3Configuration": {
                      "RoleARN": "arn:aws:iam::000000000000:role/unused",
                      "BucketARN": "arn:aws:s3:::failed"
                    }%s
                  }
                }
                """.formatted(index, rotation, more));
        String config = "{\"search\": {\"domains\": {\"logs\": {\"url\": \"%s\"}}}}"
                .formatted(SERVERS.get(kind).endpoint());
        return new SearchProtocol((SearchDestination) definition.destination(), "clicks", ConfigReader.fromJson(config))
                .open(new ExchangeContext(WORKERS, TIMER, new UnregisteredMetricsGroup()));
    }

    private static RecordBatch batch(long offset, long arrivalMillis, String... records) {
        RecordBatchBuilder builder = new RecordBatchBuilder(64).beginRun(0, offset, 0, arrivalMillis);
        for (String record : records) {
            byte[] bytes = record.getBytes(UTF_8);
            builder.add(bytes, 0, bytes.length);
        }
        return builder.build();
    }
}
