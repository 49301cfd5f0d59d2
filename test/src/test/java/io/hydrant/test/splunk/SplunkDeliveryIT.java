package io.hydrant.test.splunk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.ErrorLine;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.sinks.request.Delivery;
import io.hydrant.sinks.request.RetryRule;
import io.hydrant.sinks.request.RetryRule.Counting;
import io.hydrant.test.job.KeptElements;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs that deliver to Splunk: how long they try, and the bytes of the error output. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SplunkDeliveryIT {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static MiniCluster cluster;

    private final HecToken token = HecToken.acknowledged();
    private FakeSplunk splunk;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(new Configuration()
                        .set(RestOptions.BIND_PORT, "0")
                        .set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32)))
                .build());
        cluster.start();
    }

    @AfterAll
    static void stopCluster() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void start() throws Exception {
        splunk = FakeSplunk.start(token);
    }

    @AfterEach
    void stop() {
        splunk.close();
    }

    @Test
    void whatIsAcknowledgedLateIsSentOnce() throws Exception {
        splunk.replyToData(request -> Reply.acknowledgedAfter(Duration.ofMillis(500)));

        assertThat(run(Duration.ofMinutes(1), LONG, buffers(20))).isEmpty();

        assertThat(splunk.taken()).hasSize(20);
        assertThat(splunk.indexed()).extracting(HecRequest::text).containsExactlyInAnyOrderElementsOf(texts(20));
    }

    @Test
    void whatIsLostIsSentAgainWithTheSameBytesUntilItIsThere() throws Exception {
        splunk.replyToData(request -> sentBefore(request) < 2 ? Reply.lost() : Reply.byContract());

        assertThat(run(SHORT, LONG, buffers(6))).isEmpty();

        assertThat(splunk.indexed()).extracting(HecRequest::text).containsExactlyInAnyOrderElementsOf(texts(6));
        assertThat(splunk.taken()).hasSize(18);
        assertThat(splunk.taken().stream().map(HecRequest::text).distinct())
                .containsExactlyInAnyOrderElementsOf(texts(6));
    }

    /** How often Splunk took these very bytes before. */
    private long sentBefore(HecRequest request) {
        return splunk.taken().stream()
                .filter(earlier -> Arrays.equals(earlier.body(), request.body()))
                .count();
    }

    @Test
    void anOutstandingAcknowledgementIsWaitedForThoughTheTimeForRetriesIsOver() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        splunk.replyToData(request -> requests.incrementAndGet() == 1
                ? HecStatus.INTERNAL_SERVER_ERROR.answer()
                : Reply.acknowledgedAfter(Duration.ofSeconds(2)));

        assertThat(run(LONG, Duration.ofMillis(1), buffers(1))).isEmpty();

        assertThat(requests).hasValue(2);
        assertThat(splunk.indexed()).extracting(HecRequest::text).isEqualTo(texts(1));
    }

    @Test
    void whatIsNeverAcknowledgedGoesToTheErrorOutputWhenTheTimeForRetriesIsOver() throws Exception {
        splunk.replyToData(request -> Reply.neverAcknowledged());
        long before = System.currentTimeMillis();

        List<String> lines = run(SHORT, Duration.ofMillis(50), new Buffer(List.of(SplunkSetup.batch("a", "\u00e4\n"))));

        int attempts = splunk.taken().size();
        assertThat(attempts).isGreaterThan(2);
        String ended = lines.get(0).replaceAll(".*\"attemptEndingTimestamp\":(\\d+).*\n", "$1");
        assertThat(Long.parseLong(ended)).isBetween(before, System.currentTimeMillis());
        String members = "{\"attemptsMade\":" + attempts + ",\"arrivalTimestamp\":" + SplunkSetup.ARRIVAL
                + ",\"errorCode\":\"Splunk.AckTimeout\",\"errorMessage\":\"No acknowledgment came within 300 ms. The"
                + " records may have been indexed all the same.\",\"attemptEndingTimestamp\":" + ended;
        assertThat(lines)
                .containsExactly(
                        members + ",\"rawData\":\"YQ==\",\"EventId\":\"2-17.0\"}\n",
                        members + ",\"rawData\":\"w6QK\",\"EventId\":\"2-17.1\"}\n");
    }

    @Test
    void withoutTimeForRetriesEveryFailureIsFinal() throws Exception {
        splunk.replyToData(request -> HecStatus.TOKEN_DISABLED.answer());

        List<String> lines = run(LONG, Duration.ZERO, buffers(2));

        assertThat(lines)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("{\"attemptsMade\":1,")
                        .contains("\"errorCode\":\"Splunk.DisabledToken\"", "HTTP status 403: Token disabled")
                        .doesNotContain(token.value()));
    }

    @Test
    void aDeadSplunkGetsEverythingWhenItIsBack() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        splunk.reply(request -> tries.incrementAndGet() < 20 ? new Reply.Cut(false) : Reply.byContract());

        assertThat(run(LONG, LONG, buffers(40))).isEmpty();

        assertThat(splunk.indexed()).extracting(HecRequest::text).containsExactlyInAnyOrderElementsOf(texts(40));
        assertThat(splunk.refusals()).isEmpty();
    }

    private static Buffer[] buffers(int count) {
        return texts(count).stream()
                .map(text -> new Buffer(List.of(SplunkSetup.batch(text))))
                .toArray(Buffer[]::new);
    }

    private static List<String> texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "record " + i).toList();
    }

    private List<String> run(Duration ackTimeout, Duration retries, Buffer... buffers) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(new Configuration()
                .set(PipelineOptions.GENERIC_TYPES, false)
                .set(RestartStrategyOptions.RESTART_STRATEGY, "none"));
        env.setParallelism(1);
        Delivery delivery = new Delivery(
                new SplunkSetup(splunk.endpoint(), token).ackTimeout(ackTimeout).protocol(),
                new RetryRule(retries, Counting.WITHOUT_ANSWERS, PAUSE, SHORT),
                5);
        try (KeptElements failures = new KeptElements()) {
            failures.keep(delivery.attach(
                    env.fromData(List.of(buffers), BatchTypes.BUFFER), BatchTypes.FAILED_RECORD, "splunk"));
            cluster.executeJobBlocking(env.getStreamGraph().getJobGraph());
            return failures.elements().stream()
                    .map(FailedRecord.class::cast)
                    .peek(failed -> assertThat(failed.outputType()).isEqualTo("splunk-failed"))
                    .map(failed -> new String(ErrorLine.of(failed), UTF_8))
                    .toList();
        }
    }
}
