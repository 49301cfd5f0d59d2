package io.hydrant.sources.kinesis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.flink.kinesis.shaded.com.amazonaws.AmazonServiceException;
import org.apache.flink.kinesis.shaded.com.amazonaws.SdkClientException;
import org.apache.flink.kinesis.shaded.com.amazonaws.retry.RetryUtils;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.AmazonKinesis;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.GetRecordsRequest;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.GetRecordsResult;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.GetShardIteratorRequest;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.InvalidArgumentException;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.KMSThrottlingException;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.LimitExceededException;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.ListShardsRequest;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.ListShardsResult;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Shard;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.apache.flink.streaming.connectors.kinesis.proxy.GetShardListResult;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyInterface;
import org.apache.flink.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Kinesis until it answers. Throttling, failures of the service and of the network are retried for ever, as Firehose
 * does it, each counted and with a bounded {@link Backoff}; anything else (no such stream, no permission) fails the job,
 * which says so and starts again. Safe for use by many threads.
 *
 * <p>The connector's own proxy gives up after a number of attempts, and cannot be stopped between them.
 */
final class PersistentProxy implements KinesisProxyInterface {
    private static final Logger LOGGER = LoggerFactory.getLogger(PersistentProxy.class);

    private final AmazonKinesis kinesis;
    private final SourceMetrics metrics;
    private final Backoff backoff = new Backoff();

    /** @param kinesis given away: closed with the proxy */
    PersistentProxy(AmazonKinesis kinesis, SourceMetrics metrics) {
        this.kinesis = kinesis;
        this.metrics = metrics;
    }

    /** Once the source is stopping: nothing, and the same iterator. */
    @Override
    public GetRecordsResult getRecords(String shardIterator, int limit) throws InterruptedException {
        GetRecordsRequest request =
                new GetRecordsRequest().withShardIterator(shardIterator).withLimit(limit);
        GetRecordsResult result = ask(
                "GetRecords",
                PersistentProxy::isPassing,
                metrics.throttledGetRecords(),
                () -> kinesis.getRecords(request));
        return result == null ? new GetRecordsResult().withNextShardIterator(shardIterator) : result;
    }

    @Override
    public String getShardIterator(StreamShardHandle shard, String type, @Nullable Object start)
            throws InterruptedException {
        GetShardIteratorRequest request = new GetShardIteratorRequest()
                .withStreamName(shard.getStreamName())
                .withShardId(shard.getShard().getShardId())
                .withShardIteratorType(type);
        if (start instanceof Date time) {
            request.setTimestamp(time);
        } else if (start instanceof String sequenceNumber) {
            request.setStartingSequenceNumber(sequenceNumber);
        }
        // A time that has not come yet, by Kinesis' clock, is waited for: ours may be ahead of it.
        boolean atTime = start instanceof Date;
        String iterator = ask(
                "GetShardIterator",
                e -> isPassing(e) || (atTime && e instanceof InvalidArgumentException),
                metrics.throttledGetShardIterator(),
                () -> kinesis.getShardIterator(request).getShardIterator());
        if (iterator == null) {
            throw new CancellationException("the source is stopping");
        }
        return iterator;
    }

    /** Once the source is stopping: no shards. */
    @Override
    public GetShardListResult getShardList(Map<String, String> lastSeen) throws InterruptedException {
        GetShardListResult result = new GetShardListResult();
        for (Map.Entry<String, String> stream : lastSeen.entrySet()) {
            result.addRetrievedShardsToStream(stream.getKey(), shards(stream.getKey(), stream.getValue()));
        }
        return result;
    }

    private List<StreamShardHandle> shards(String stream, @Nullable String after) throws InterruptedException {
        List<StreamShardHandle> shards = new ArrayList<>();
        ListShardsRequest request =
                new ListShardsRequest().withStreamName(stream).withExclusiveStartShardId(after);
        while (true) {
            ListShardsRequest page = request;
            ListShardsResult result = ask(
                    "ListShards",
                    PersistentProxy::isPassing,
                    metrics.throttledDescribeStream(),
                    () -> kinesis.listShards(page));
            if (result == null) {
                return List.of();
            }
            for (Shard shard : result.getShards()) {
                shards.add(new StreamShardHandle(stream, shard));
            }
            if (result.getNextToken() == null) {
                return shards;
            }
            request = new ListShardsRequest().withNextToken(result.getNextToken());
        }
    }

    /** What Kinesis answers; null once the source is stopping. */
    private <T> @Nullable T ask(
            String operation, Predicate<SdkClientException> passing, Counter throttled, Supplier<T> call)
            throws InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try {
                return call.get();
            } catch (SdkClientException e) {
                boolean throttling = isThrottling(e);
                if (!throttling && !passing.test(e)) {
                    throw e;
                }
                if (throttling) {
                    throttled.inc();
                }
                metrics.retries().inc();
                LOGGER.warn("{} failed {} times, trying again: {}", operation, attempt + 1, e.getMessage());
                if (!backoff.await(attempt)) {
                    return null;
                }
            }
        }
    }

    /** Ends all asking: the source is stopping. */
    void stop() {
        backoff.stop();
    }

    /** Lets go of connections; nobody asks any more. */
    void close() {
        kinesis.shutdown();
    }

    private static boolean isThrottling(SdkClientException e) {
        return e instanceof LimitExceededException
                || e instanceof KMSThrottlingException
                || RetryUtils.isThrottlingException(e);
    }

    private static boolean isPassing(SdkClientException e) {
        return e instanceof AmazonServiceException refusal
                ? refusal.getStatusCode() >= 500
                : ExceptionUtils.findThrowable(e, IOException.class).isPresent();
    }
}
