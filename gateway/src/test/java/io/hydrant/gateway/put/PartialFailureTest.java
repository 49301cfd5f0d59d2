package io.hydrant.gateway.put;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.core.config.LogConfig;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.gateway.TestBroker;
import io.hydrant.gateway.TestGateway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.firehose.model.ServiceUnavailableException;

/** Requests that are cut into several log entries, of which the log takes only some. */
class PartialFailureTest {
    private static final Map<String, String> ONE_ENTRY_PER_BATCH = Map.of("batch.size", "1");

    @TempDir
    Path folder;

    @Test
    void eachRecordIsToldItsOwnFate() throws Exception {
        try (TestBroker broker = new TestBroker(folder);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            LogConfig log = new LogConfig(
                    broker.bootstrapServers(),
                    1,
                    null,
                    1_024_000,
                    null,
                    Duration.ofSeconds(5),
                    null,
                    null,
                    ONE_ENTRY_PER_BATCH);
            try (TestGateway gateway = new TestGateway(TestGateway.config(), log).withStream("s");
                    FirehoseClient client = gateway.client()) {
                allowMessagesOf(900_000, admin);
                List<Record> records = new ArrayList<>();
                for (int size : new int[] {400_000, 400_000, 400_000, 1_000_000, 10, 300_000}) {
                    records.add(record(size));
                }

                PutRecordBatchResponse response =
                        client.putRecordBatch(put -> put.deliveryStreamName("s").records(records));

                assertThat(response.failedPutCount()).isEqualTo(2);
                List<PutRecordBatchResponseEntry> answers = response.requestResponses();
                assertThat(answers).hasSize(6);
                for (int i = 0; i < 6; i++) {
                    assertThat(answers.get(i).recordId() == null)
                            .as("record %s", i)
                            .isEqualTo(i == 3 || i == 4);
                }
                assertThat(answers.get(3).errorCode()).isEqualTo("InternalFailure");
                assertThat(answers.get(3).errorMessage()).isNotEmpty();
                assertThat(answers.stream()
                                .filter(answer -> answer.recordId() != null)
                                .map(PutRecordBatchResponseEntry::recordId))
                        .doesNotHaveDuplicates();
                assertThat(sizesIn(broker)).containsExactlyInAnyOrder(400_000, 400_000, 400_000, 300_000);
                assertThat(requestIdsIn(broker)).doesNotHaveDuplicates();
                assertThatThrownBy(() -> client.putRecord(
                                put -> put.deliveryStreamName("s").record(record(1_000_000))))
                        .isInstanceOf(ServiceUnavailableException.class);
            }
        }
    }

    private static void allowMessagesOf(int bytes, Admin admin) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "hydrant.s");
        AlterConfigOp smaller = new AlterConfigOp(
                new ConfigEntry("max.message.bytes", Integer.toString(bytes)), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(topic, List.of(smaller))).all().get();
    }

    private static Record record(int size) {
        return Record.builder().data(SdkBytes.fromByteArray(new byte[size])).build();
    }

    private static List<Integer> sizesIn(TestBroker broker) {
        List<Integer> sizes = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> entry : broker.read("hydrant.s")) {
            RecordBatch batch = RecordBatch.wrap(entry.value());
            assertThat(batch.payloadLength()).isLessThanOrEqualTo(1_024_000);
            for (int i = 0; i < batch.size(); i++) {
                sizes.add(batch.end(i) - batch.start(i));
            }
        }
        return sizes;
    }

    private static List<String> requestIdsIn(TestBroker broker) {
        return broker.read("hydrant.s").stream()
                .map(entry -> RecordBatch.wrap(entry.value()))
                .map(batch -> batch.requestIdHigh() + " " + batch.requestIdLow())
                .toList();
    }
}
