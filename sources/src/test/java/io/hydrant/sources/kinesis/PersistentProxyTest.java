package io.hydrant.sources.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hydrant.core.config.HydrantConfig;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.kinesis.shaded.com.amazonaws.AmazonServiceException;
import org.apache.flink.kinesis.shaded.com.amazonaws.AmazonWebServiceRequest;
import org.apache.flink.kinesis.shaded.com.amazonaws.SdkClientException;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.AbstractAmazonKinesis;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.AmazonKinesisException;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.ExpiredIteratorException;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.GetRecordsRequest;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.GetRecordsResult;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.GetShardIteratorRequest;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.GetShardIteratorResult;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.InvalidArgumentException;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.KMSThrottlingException;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.LimitExceededException;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.ListShardsRequest;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.ListShardsResult;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.ProvisionedThroughputExceededException;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Record;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.ResourceNotFoundException;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Shard;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a question that Kinesis does not answer at once. */
@Timeout(30)
class PersistentProxyTest {
    private static final StreamShardHandle SHARD =
            new StreamShardHandle("orders", new Shard().withShardId("shardId-000000000000"));
    private static final String THROTTLED_GET_RECORDS = "ThrottledGetRecords";

    private final GaugesAndCounters group = new GaugesAndCounters();
    private final FakeKinesis kinesis = new FakeKinesis();
    private final PersistentProxy proxy = new PersistentProxy(
            kinesis, new SourceMetrics(group, HydrantConfig.defaults().kinesis(), Clock.systemUTC()));

    static Stream<Arguments> throttling() {
        return Stream.of(
                        new ProvisionedThroughputExceededException("slow down"),
                        new LimitExceededException("slow down"),
                        new KMSThrottlingException("slow down"),
                        refusal(400, "ThrottlingException"))
                .map(PersistentProxyTest::coded)
                .map(Arguments::of);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                        refusal(500, "InternalFailure"),
                        refusal(503, "ServiceUnavailable"),
                        new SdkClientException("no connection", new ConnectException("refused")),
                        new SdkClientException("no answer", new SocketTimeoutException("read")))
                .map(Arguments::of);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                        coded(new ResourceNotFoundException("no such stream")),
                        refusal(400, "AccessDeniedException"),
                        refusal(403, "InvalidSignatureException"),
                        coded(new InvalidArgumentException("what is this?")),
                        new SdkClientException("Unable to load AWS credentials"))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("throttling")
    void throttledReadsAreRepeatedAndCounted(SdkClientException throttled) throws Exception {
        kinesis.answer(throttled, throttled, new GetRecordsResult().withRecords(new Record()));

        assertThat(proxy.getRecords("iterator", 10).getRecords()).hasSize(1);
        assertThat(group.value(THROTTLED_GET_RECORDS)).isEqualTo(2);
        assertThat(group.value("KinesisRetries")).isEqualTo(2);
        assertThat(group.value("ThrottledGetShardIterator")).isZero();
        assertThat(group.value("ThrottledDescribeStream")).isZero();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failuresOfTheServiceAndOfTheNetworkAreRepeated(SdkClientException failure) throws Exception {
        kinesis.answer(failure, failure, new GetRecordsResult().withRecords(new Record()));

        assertThat(proxy.getRecords("iterator", 10).getRecords()).hasSize(1);
        assertThat(group.value("KinesisRetries")).isEqualTo(2);
        assertThat(group.value(THROTTLED_GET_RECORDS)).isZero();
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatWaitingDoesNotMendFailsTheJob(SdkClientException refusal) {
        kinesis.answer(refusal);

        assertThatThrownBy(() -> proxy.getRecords("iterator", 10)).isSameAs(refusal);
        assertThat(group.value("KinesisRetries")).isZero();
    }

    @Test
    void anExpiredIteratorIsTheConnectorsBusiness() {
        kinesis.answer(coded(new ExpiredIteratorException("too old")));

        assertThatThrownBy(() -> proxy.getRecords("iterator", 10)).isInstanceOf(ExpiredIteratorException.class);
    }

    @Test
    void anIteratorIsAskedForAsTheConnectorSays() throws Exception {
        Date time = new Date(1_772_359_200_123L);
        kinesis.answer(
                coded(new ProvisionedThroughputExceededException("slow down")),
                new GetShardIteratorResult().withShardIterator("here"),
                new GetShardIteratorResult().withShardIterator("there"));

        assertThat(proxy.getShardIterator(SHARD, "AT_TIMESTAMP", time)).isEqualTo("here");
        assertThat(proxy.getShardIterator(SHARD, "AFTER_SEQUENCE_NUMBER", "77")).isEqualTo("there");
        assertThat(group.value("ThrottledGetShardIterator")).isEqualTo(1);
        GetShardIteratorRequest at = (GetShardIteratorRequest) kinesis.questions.get(1);
        assertThat(at.getTimestamp()).isEqualTo(time);
        assertThat(at.getStreamName()).isEqualTo("orders");
        GetShardIteratorRequest after = (GetShardIteratorRequest) kinesis.questions.get(2);
        assertThat(after.getStartingSequenceNumber()).isEqualTo("77");
        assertThat(after.getShardId()).isEqualTo("shardId-000000000000");
    }

    @Test
    void aTimeThatHasNotComeByKinesisClockIsWaitedFor() throws Exception {
        kinesis.answer(
                coded(new InvalidArgumentException("timestamp in the future")),
                new GetShardIteratorResult().withShardIterator("here"));

        assertThat(proxy.getShardIterator(SHARD, "AT_TIMESTAMP", new Date())).isEqualTo("here");
        assertThat(group.value("ThrottledGetShardIterator")).isZero();
    }

    @Test
    void aSequenceNumberThatKinesisDoesNotKnowFailsTheJob() {
        kinesis.answer(coded(new InvalidArgumentException("no such sequence number")));

        assertThatThrownBy(() -> proxy.getShardIterator(SHARD, "AFTER_SEQUENCE_NUMBER", "77"))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void shardsAreListedPageByPageThroughThrottling() throws Exception {
        kinesis.answer(
                new ListShardsResult()
                        .withShards(new Shard().withShardId("0"), new Shard().withShardId("1"))
                        .withNextToken("more"),
                coded(new LimitExceededException("slow down")),
                new ListShardsResult().withShards(new Shard().withShardId("2")));
        Map<String, String> after = new HashMap<>();
        after.put("orders", null);

        List<StreamShardHandle> shards = proxy.getShardList(after).getRetrievedShardListOfStream("orders");

        assertThat(shards).extracting(shard -> shard.getShard().getShardId()).containsExactly("0", "1", "2");
        assertThat(group.value("ThrottledDescribeStream")).isEqualTo(1);
        assertThat(((ListShardsRequest) kinesis.questions.get(0)).getStreamName())
                .isEqualTo("orders");
        ListShardsRequest next = (ListShardsRequest) kinesis.questions.get(2);
        assertThat(next.getNextToken()).isEqualTo("more");
        assertThat(next.getStreamName()).as("Kinesis refuses both").isNull();
    }

    @Test
    void onlyShardsBehindTheLastSeenAreListed() throws Exception {
        kinesis.answer(new ListShardsResult());

        assertThat(proxy.getShardList(new HashMap<>(Map.of("orders", "shardId-000000000003")))
                        .hasRetrievedShards())
                .isFalse();
        assertThat(((ListShardsRequest) kinesis.questions.get(0)).getExclusiveStartShardId())
                .isEqualTo("shardId-000000000003");
    }

    @Test
    void aStopEndsAWaitWithNothingAndTheSameIterator() throws Exception {
        kinesis.failure = new SdkClientException("no connection", new ConnectException("refused"));
        CompletableFuture<GetRecordsResult> reading = CompletableFuture.supplyAsync(() -> {
            try {
                return proxy.getRecords("iterator", 10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> group.value("KinesisRetries") > 3);
        proxy.stop();

        GetRecordsResult result = reading.get(2, TimeUnit.SECONDS);
        assertThat(result.getRecords()).isEmpty();
        assertThat(result.getNextShardIterator()).isEqualTo("iterator");
    }

    @Test
    void onceStoppedAnUnansweredQuestionIsNotRepeated() throws Exception {
        kinesis.failure = new SdkClientException("no connection", new ConnectException("refused"));
        proxy.stop();

        Map<String, String> after = new HashMap<>();
        after.put("orders", null);
        assertThat(proxy.getShardList(after).hasRetrievedShards()).isFalse();
        assertThatThrownBy(() -> proxy.getShardIterator(SHARD, "LATEST", null))
                .isInstanceOf(CancellationException.class);
        assertThat(kinesis.questions).hasSize(2);
    }

    /** As the SDK hands out what Kinesis refused: with its code and status. */
    private static <E extends AmazonServiceException> E coded(E e) {
        if (e.getErrorCode() == null) {
            e.setErrorCode(e.getClass().getSimpleName());
            e.setStatusCode(400);
        }
        return e;
    }

    private static AmazonServiceException refusal(int status, String code) {
        AmazonKinesisException e = new AmazonKinesisException(code);
        e.setErrorCode(code);
        e.setStatusCode(status);
        return e;
    }

    /** Gives the answers that it was told, one after the other. */
    private static final class FakeKinesis extends AbstractAmazonKinesis {
        final List<AmazonWebServiceRequest> questions = new ArrayList<>();
        private final Deque<Object> answers = new ArrayDeque<>();
        volatile SdkClientException failure;

        void answer(Object... next) {
            answers.addAll(List.of(next));
        }

        @SuppressWarnings("unchecked")
        private synchronized <T> T next(AmazonWebServiceRequest question) {
            questions.add(question);
            Object answer = failure == null ? answers.remove() : failure;
            if (answer instanceof SdkClientException e) {
                throw e;
            }
            return (T) answer;
        }

        @Override
        public GetRecordsResult getRecords(GetRecordsRequest request) {
            return next(request);
        }

        @Override
        public GetShardIteratorResult getShardIterator(GetShardIteratorRequest request) {
            return next(request);
        }

        @Override
        public ListShardsResult listShards(ListShardsRequest request) {
            return next(request);
        }
    }
}
