package io.hydrant.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.gateway.TestBroker;
import io.hydrant.gateway.TestGateway;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log goes away under a running gateway and comes back. */
class LogOutageTest {
    private static final Duration ACKNOWLEDGEMENT_TIMEOUT = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    @Test
    void callersAreToldToSlowDownAndTheGatewayRecoversByItself() throws Exception {
        try (TestBroker broker = new TestBroker(folder);
                TestGateway gateway =
                        new TestGateway(TestGateway.config(), TestGateway.log(broker, ACKNOWLEDGEMENT_TIMEOUT))) {
            gateway.withStream("s");
            assertThat(put(gateway, "before").statusCode()).isEqualTo(200);
            broker.stop();

            long start = System.nanoTime();
            HttpResponse<String> refused = put(gateway, "during");
            Duration taken = Duration.ofNanos(System.nanoTime() - start);

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body())
                    .isEqualTo("{\"__type\":\"ServiceUnavailableException\",\"message\":\"Slow down.\"}");
            assertThat(taken).isLessThan(ACKNOWLEDGEMENT_TIMEOUT.plusSeconds(2));
            assertThat(gateway.get("/readyz").statusCode()).isEqualTo(503);
            assertThat(gateway.get("/healthz").statusCode()).isEqualTo(200);
            assertThat(gateway.get("/metrics").body())
                    .contains("hydrant_throttled_records_total{delivery_stream=\"s\"} 1.0");

            broker.start();
            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> put(gateway, "after").statusCode() == 200);
            await().atMost(10, TimeUnit.SECONDS)
                    .until(() -> gateway.get("/readyz").statusCode() == 200);
            assertThat(recordsIn(broker, "s")).contains("before", "after");
        }
    }

    @Test
    void whatWasAcknowledgedWhileTheLogCameAndWentIsThereAndNothingElseTwice() throws Exception {
        try (TestBroker broker = new TestBroker(folder);
                TestGateway gateway =
                        new TestGateway(TestGateway.config(), TestGateway.log(broker, ACKNOWLEDGEMENT_TIMEOUT))) {
            gateway.withStream("s");
            Set<String> acknowledged = ConcurrentHashMap.newKeySet();
            AtomicInteger next = new AtomicInteger();
            AtomicBoolean stop = new AtomicBoolean();
            ExecutorService senders = Executors.newFixedThreadPool(4);
            for (int i = 0; i < 4; i++) {
                senders.submit(() -> {
                    while (!stop.get()) {
                        String record = "record " + next.incrementAndGet();
                        if (put(gateway, record).statusCode() == 200) {
                            acknowledged.add(record);
                        }
                    }
                    return null;
                });
            }
            for (int round = 0; round < 2; round++) {
                int before = acknowledged.size();
                await().atMost(30, TimeUnit.SECONDS).until(() -> acknowledged.size() > before + 50);
                broker.stop();
                broker.start();
            }
            int before = acknowledged.size();
            await().atMost(30, TimeUnit.SECONDS).until(() -> acknowledged.size() > before + 50);
            stop.set(true);
            senders.shutdown();
            assertThat(senders.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

            assertThat(recordsIn(broker, "s")).containsAll(acknowledged).doesNotHaveDuplicates();
        }
    }

    private static HttpResponse<String> put(TestGateway gateway, String record) throws Exception {
        return gateway.post("/v1/streams/s/records", record.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> recordsIn(TestBroker broker, String stream) {
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
