package io.hydrant.gateway.put;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.gateway.TestBroker;
import io.hydrant.gateway.TestGateway;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainRecordsTest {
    private static final String NDJSON = "application/x-ndjson";

    @TempDir
    static Path folder;

    private static TestBroker broker;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        broker = new TestBroker(folder);
        gateway = new TestGateway(TestGateway.config(), TestGateway.log(broker, Duration.ofSeconds(10)));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        broker.close();
    }

    @Test
    void aBodyIsARecord() throws Exception {
        gateway.withStream("body");

        HttpResponse<String> response = gateway.post("/v1/streams/body/records", utf8("two\nlines"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.body())
                .matches("\\{\"FailedPutCount\":0,\"Encrypted\":false,\"RequestResponses\":"
                        + "\\[\\{\"RecordId\":\"[0-9a-f]{32}\"}]}");
        assertThat(recordsIn("body")).containsExactly("two\nlines");
    }

    @Test
    void eachLineIsARecordThatKeepsItsLineFeed() throws Exception {
        gateway.withStream("lines");

        HttpResponse<String> response = gateway.post(
                "/v1/streams/lines/records", utf8("{\"a\":1}\n\n\r\n{\"a\":2}\r\n{\"a\":3}"), "Content-Type", NDJSON);

        assertThat(response.body().split("RecordId", -1)).hasSize(4);
        assertThat(recordsIn("lines")).containsExactly("{\"a\":1}\n", "{\"a\":2}\r\n", "{\"a\":3}\n");
    }

    @Test
    void gzipIsAccepted() throws Exception {
        gateway.withStream("gzip");

        HttpResponse<String> response = gateway.post(
                "/v1/streams/gzip/records", gzip(utf8("a\nb\n")), "Content-Type", NDJSON, "Content-Encoding", "gzip");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(recordsIn("gzip")).containsExactly("a\n", "b\n");
    }

    @Test
    void whatCannotBePutIsRefusedAndNotWritten() throws Exception {
        gateway.withStream("refused");
        String path = "/v1/streams/refused/records";

        assertRefused(413, "RequestEntityTooLarge", path, gzip(new byte[9 << 20]), "Content-Encoding", "gzip");
        assertRefused(413, "RequestEntityTooLarge", path, new byte[9 << 20]);
        assertRefused(400, "SerializationException", path, utf8("no gzip"), "Content-Encoding", "gzip");
        assertRefused(415, "UnsupportedMediaType", path, utf8("x"), "Content-Encoding", "br");
        assertRefused(400, "InvalidArgument", path, new byte[1_024_001]);
        assertRefused(400, "InvalidArgument", path, utf8("\n\n"), "Content-Type", NDJSON);
        assertRefused(400, "InvalidArgument", path, utf8("x\n".repeat(10_001)), "Content-Type", NDJSON);
        assertRefused(400, "InvalidArgument", path, utf8("x".repeat(1_024_000)), "Content-Type", NDJSON);
        assertRefused(
                400,
                "InvalidArgument",
                path,
                utf8("x".repeat(999_999).concat("\n").repeat(5)),
                "Content-Type",
                NDJSON);
        assertRefused(400, "ResourceNotFound", "/v1/streams/nowhere/records", utf8("x"));
        assertRefused(400, "ValidationException", "/v1/streams/" + "n".repeat(65) + "/records", utf8("x"));
        assertRefused(400, "ValidationException", "/v1/streams/a%20b/records", utf8("x"));
        assertThat(recordsIn("refused")).isEmpty();
    }

    private static void assertRefused(int status, String type, String path, byte[] body, String... headers)
            throws Exception {
        HttpResponse<String> response = gateway.post(path, body, headers);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("x-amzn-errortype").orElse("")).contains(type);
        assertThat(response.body()).startsWith("{\"__type\":\"" + type);
    }

    @Test
    void metricsCountStreamsThatExistAndNoOthers() throws Exception {
        gateway.withStream("counted");
        gateway.post("/v1/streams/counted/records", utf8("12345"));
        gateway.post("/v1/streams/counted/records", utf8("a\nb\n"), "Content-Type", NDJSON);
        gateway.post("/v1/streams/neverthere/records", utf8("x"));
        gateway.call("NeverAnOperation", utf8("{}"));

        String metrics = gateway.get("/metrics").body();

        assertThat(metrics)
                .contains("hydrant_incoming_bytes_total{delivery_stream=\"counted\"} 9.0")
                .contains("hydrant_incoming_records_total{delivery_stream=\"counted\"} 3.0")
                .contains("hydrant_incoming_put_requests_total{delivery_stream=\"counted\"} 2.0")
                .contains("hydrant_throttled_records_total{delivery_stream=\"counted\"} 0.0")
                .contains("hydrant_put_record_batch_latency_seconds_count{delivery_stream=\"counted\"} 2")
                .contains("code=\"ResourceNotFoundException\",operation=\"PutPlainRecords\"")
                .contains("code=\"UnknownOperationException\",operation=\"other\"")
                .doesNotContain("neverthere", "NeverAnOperation");
        gateway.remove("counted");
        assertThat(gateway.get("/metrics").body()).doesNotContain("\"counted\"");
    }

    @Test
    void healthAndReadinessAreTold() throws Exception {
        assertThat(gateway.get("/healthz").statusCode()).isEqualTo(200);
        HttpResponse<String> ready = gateway.get("/readyz");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).contains("\"log\":\"ok\"");
        assertThat(gateway.get("/nothing").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/").statusCode()).isEqualTo(405);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        }
        return compressed.toByteArray();
    }

    private static List<String> recordsIn(String stream) {
        List<String> found = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> entry : broker.read("hydrant." + stream)) {
            RecordBatch batch = RecordBatch.wrap(entry.value());
            for (int i = 0; i < batch.size(); i++) {
                found.add(new String(
                        batch.bytes(), batch.start(i), batch.end(i) - batch.start(i), StandardCharsets.UTF_8));
            }
        }
        return found;
    }
}
