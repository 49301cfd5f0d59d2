package io.hydrant.gateway.put;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.core.config.GatewayConfig;
import io.hydrant.core.config.GatewayConfig.Credentials;
import io.hydrant.gateway.TestBroker;
import io.hydrant.gateway.TestGateway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.InvalidSourceException;
import software.amazon.awssdk.services.firehose.model.Record;

/** Who may put to a stream that decompresses what CloudWatch Logs sends. */
class CloudWatchLogsCallersTest {
    private static final Record RECORD =
            Record.builder().data(SdkBytes.fromUtf8String("a")).build();

    @TempDir
    Path folder;

    @Test
    void onlyTheConfiguredKeysMayPutToAStreamThatDecompresses() throws Exception {
        List<Credentials> credentials =
                List.of(new Credentials("AKIALOGS", "secret", null), new Credentials("AKIAOTHER", "secret", null));
        GatewayConfig config = new GatewayConfig("127.0.0.1", 0, credentials, List.of("AKIALOGS"), null, null);
        try (TestBroker broker = new TestBroker(folder);
                TestGateway gateway = new TestGateway(config, TestGateway.log(broker, Duration.ofSeconds(10)));
                FirehoseClient logs = client(gateway, "AKIALOGS");
                FirehoseClient other = client(gateway, "AKIAOTHER")) {
            gateway.withDecompressingStream("logs").withStream("clicks");

            assertThat(put(logs, "logs")).isNotEmpty();
            assertThat(put(other, "clicks")).isNotEmpty();
            assertThatThrownBy(() -> put(other, "logs"))
                    .isInstanceOf(InvalidSourceException.class)
                    .hasMessageContaining("takes them from CloudWatch Logs only");
            assertThatThrownBy(() -> other.putRecordBatch(
                            put -> put.deliveryStreamName("logs").records(RECORD)))
                    .isInstanceOf(InvalidSourceException.class);
        }
    }

    @Test
    void everybodyMayUnlessKeysAreConfigured() throws Exception {
        try (TestBroker broker = new TestBroker(folder);
                TestGateway gateway =
                        new TestGateway(TestGateway.config(), TestGateway.log(broker, Duration.ofSeconds(10)));
                FirehoseClient anybody = gateway.client()) {
            gateway.withDecompressingStream("logs");
            assertThat(put(anybody, "logs")).isNotEmpty();
        }
    }

    private static String put(FirehoseClient client, String stream) {
        return client.putRecord(put -> put.deliveryStreamName(stream).record(RECORD))
                .recordId();
    }

    private static FirehoseClient client(TestGateway gateway, String accessKeyId) {
        return gateway.clientBuilder(AwsBasicCredentials.create(accessKeyId, "secret"))
                .build();
    }
}
