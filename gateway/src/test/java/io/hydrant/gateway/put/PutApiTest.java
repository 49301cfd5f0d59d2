package io.hydrant.gateway.put;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.gateway.TestBroker;
import io.hydrant.gateway.TestGateway;
import io.hydrant.gateway.store.StreamStatus;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.FirehoseException;
import software.amazon.awssdk.services.firehose.model.InvalidArgumentException;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.PutRecordResponse;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.firehose.model.ResourceNotFoundException;

class PutApiTest {
    @TempDir
    static Path folder;

    private static TestBroker broker;
    private static TestGateway gateway;
    private static FirehoseClient client;

    @BeforeAll
    static void start() throws Exception {
        broker = new TestBroker(folder);
        gateway = new TestGateway(TestGateway.config(), TestGateway.log(broker, Duration.ofSeconds(10)));
        client = gateway.client();
    }

    @AfterAll
    static void stop() {
        client.close();
        gateway.close();
        broker.close();
    }

    @Test
    void aRecordOfTheSdkIsInTheLogByteForByte() {
        gateway.withStream("one");

        PutRecordResponse response =
                client.putRecord(put -> put.deliveryStreamName("one").record(record("Hello, this is a test message!")));

        assertThat(response.recordId()).hasSize(32);
        assertThat(response.encrypted()).isFalse();
        assertThat(recordsIn("one")).containsExactly("Hello, this is a test message!");
    }

    @Test
    void aBatchIsOneEntryAndItsResponsesAreInOrder() {
        gateway.withStream("batch");
        List<Record> records = new ArrayList<>();
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            sent.add("record " + i + " \u00e4\u20ac" + "x".repeat(i));
            records.add(record(sent.get(i)));
        }

        PutRecordBatchResponse response =
                client.putRecordBatch(put -> put.deliveryStreamName("batch").records(records));

        assertThat(response.failedPutCount()).isZero();
        assertThat(response.requestResponses()).hasSize(500);
        assertThat(response.requestResponses().stream().map(PutRecordBatchResponseEntry::recordId))
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(entriesIn("batch")).hasSize(1);
        assertThat(recordsIn("batch")).isEqualTo(sent);
    }

    @Test
    void emptyRecordsAreRecords() {
        gateway.withStream("empty");

        client.putRecordBatch(put -> put.deliveryStreamName("empty").records(record(""), record("a"), record("")));

        assertThat(recordsIn("empty")).containsExactly("", "a", "");
    }

    @Test
    void theLargestRecordAndTheLargestBatchFit() {
        gateway.withStream("large");
        Record largest = record("x".repeat(1_024_000));

        client.putRecord(put -> put.deliveryStreamName("large").record(largest));
        client.putRecordBatch(put -> put.deliveryStreamName("large")
                .records(largest, largest, largest, largest, record("y".repeat(98_304))));

        assertThat(recordsIn("large")).hasSize(6);
    }

    @Test
    void whatIsOverALimitIsRefusedAsAwsDoesAndNotWritten() {
        gateway.withStream("limits");
        Record tooLong = record("x".repeat(1_024_001));
        Record large = record("x".repeat(1_024_000));
        List<Record> tooMany = java.util.Collections.nCopies(501, record("x"));

        assertThatThrownBy(() ->
                        client.putRecord(put -> put.deliveryStreamName("limits").record(tooLong)))
                .isInstanceOf(FirehoseException.class)
                .hasMessageContaining("1 validation error detected: Value")
                .hasMessageContaining(
                        "at 'record.data' failed to satisfy constraint: Member must have length less than or equal to"
                                + " 1024000");
        assertThatThrownBy(() -> client.putRecordBatch(
                        put -> put.deliveryStreamName("limits").records(tooMany)))
                .hasMessageContaining(
                        "at 'records' failed to satisfy constraint: Member must have length less than or equal to 500");
        assertThatThrownBy(() -> client.putRecordBatch(
                        put -> put.deliveryStreamName("limits").records(List.of())))
                .hasMessageContaining(
                        "at 'records' failed to satisfy constraint: Member must have length greater than or equal to 1");
        assertThatThrownBy(() -> client.putRecordBatch(put -> put.deliveryStreamName("limits")
                        .records(large, large, large, large, record("y".repeat(98_305)))))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> client.putRecordBatch(
                        put -> put.deliveryStreamName("limits").records(record("ok"), tooLong)))
                .hasMessageContaining("'records.2.member.data'");
        assertThat(recordsIn("limits")).isEmpty();
    }

    @Test
    void aStreamThatIsNotThereIsNotFound() {
        gateway.put("dying", StreamStatus.DELETING);

        assertThatThrownBy(() -> client.putRecord(
                        put -> put.deliveryStreamName("nowhere").record(record("x"))))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Firehose nowhere under account 000000000000 not found.");
        assertThatThrownBy(() ->
                        client.putRecord(put -> put.deliveryStreamName("dying").record(record("x"))))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void membersMayComeInAnyOrderAndUnknownOnesAreIgnored() throws Exception {
        gateway.withStream("order");

        HttpResponse<String> response = gateway.call("PutRecordBatch", utf8("""
                {"Later": [[{"a": null}]], "Records": [{"More": {}, "Data": "YQ\\u003d="}, {"Data": "YS\\/i"}],
                 "DeliveryStreamName": "order"}
                """));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/x-amz-json-1.1");
        assertThat(response.headers().firstValue("x-amzn-requestid")).isPresent();
        assertThat(bytesIn("order")).containsExactly(new byte[] {'a'}, new byte[] {0x61, 0x2f, (byte) 0xe2});
    }

    @Test
    void attemptsOfOneSdkCallMeetInOnePartitionWithOneRequestId() throws Exception {
        gateway.withStream("retries");
        String id = UUID.randomUUID().toString();
        byte[] body = utf8("{\"DeliveryStreamName\":\"retries\",\"Record\":{\"Data\":\"YQ==\"}}");
        byte[] otherData = utf8("{\"DeliveryStreamName\":\"retries\",\"Record\":{\"Data\":\"Yg==\"}}");

        for (int i = 0; i < 5; i++) {
            assertThat(gateway.call("PutRecord", body, "amz-sdk-invocation-id", id)
                            .statusCode())
                    .isEqualTo(200);
        }
        List<ConsumerRecord<byte[], byte[]>> same = entriesIn("retries");
        gateway.call("PutRecord", otherData, "amz-sdk-invocation-id", id);
        gateway.call(
                "PutRecord", body, "amz-sdk-invocation-id", UUID.randomUUID().toString());
        gateway.call("PutRecord", body);

        assertThat(same).hasSize(5);
        assertThat(same.stream().map(ConsumerRecord::partition).distinct()).hasSize(1);
        assertThat(requestIds(same).distinct()).hasSize(1);
        assertThat(requestIds(same)).doesNotContain("0 0");
        assertThat(requestIds(entriesIn("retries")).distinct()).hasSize(4).contains("0 0");
    }

    @Test
    void aKeyOfTheCallerStandsForTheCallWhateverTheSdkSends() throws Exception {
        gateway.withStream("keys");
        byte[] body = utf8("{\"DeliveryStreamName\":\"keys\",\"Record\":{\"Data\":\"YQ==\"}}");

        gateway.call("PutRecord", body, "x-hydrant-idempotency-key", "order-17", "amz-sdk-invocation-id", "1");
        gateway.call("PutRecord", body, "x-hydrant-idempotency-key", "order-17", "amz-sdk-invocation-id", "2");
        gateway.call("PutRecord", body, "x-hydrant-idempotency-key", "order-18");

        assertThat(requestIds(entriesIn("keys")).distinct()).hasSize(2);
    }

    private static Record record(String data) {
        return Record.builder().data(SdkBytes.fromUtf8String(data)).build();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<ConsumerRecord<byte[], byte[]>> entriesIn(String stream) {
        return broker.read("hydrant." + stream);
    }

    private static java.util.stream.Stream<String> requestIds(List<ConsumerRecord<byte[], byte[]>> entries) {
        return entries.stream()
                .map(entry -> RecordBatch.wrap(entry.value()))
                .map(batch -> batch.requestIdHigh() + " " + batch.requestIdLow());
    }

    private static List<byte[]> bytesIn(String stream) {
        List<byte[]> found = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> entry : entriesIn(stream)) {
            RecordBatch batch = RecordBatch.wrap(entry.value());
            for (int i = 0; i < batch.size(); i++) {
                found.add(java.util.Arrays.copyOfRange(batch.bytes(), batch.start(i), batch.end(i)));
            }
        }
        return found;
    }

    private static List<String> recordsIn(String stream) {
        return bytesIn(stream).stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }
}
