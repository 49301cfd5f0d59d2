package io.hydrant.test.chaos;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.Record;

/** A thread that puts records through an AWS SDK, which retries as SDKs do, until it is told to stop. */
public final class Producer implements Runnable {
    private static final int MOST_RECORDS = 60;
    private static final int SDK_ATTEMPTS = 8;

    private final FirehoseClient client;
    private final String stream;
    private final Records records;
    private final Ledger ledger;
    private final SplittableRandom random;
    private final CountDownLatch stop;
    private final Duration pause;

    Producer(
            FirehoseClient client,
            String stream,
            Records records,
            Ledger ledger,
            SplittableRandom random,
            CountDownLatch stop,
            Duration pause) {
        this.client = client;
        this.stream = stream;
        this.records = records;
        this.ledger = ledger;
        this.random = random;
        this.stop = stop;
        this.pause = pause;
    }

    /** A client that goes on trying for some ten seconds: long enough to meet the restarted gateway. */
    public static FirehoseClient client(URI endpoint) {
        return FirehoseClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")))
                .httpClientBuilder(ApacheHttpClient.builder().socketTimeout(Duration.ofSeconds(20)))
                .overrideConfiguration(override -> override.retryStrategy(StandardRetryStrategy.builder()
                        .maxAttempts(SDK_ATTEMPTS)
                        .circuitBreakerEnabled(false)
                        .backoffStrategy(
                                BackoffStrategy.exponentialDelay(Duration.ofMillis(100), Duration.ofSeconds(2)))
                        .throttlingBackoffStrategy(
                                BackoffStrategy.exponentialDelay(Duration.ofMillis(100), Duration.ofSeconds(2)))
                        .build()))
                .build();
    }

    @Override
    public void run() {
        try {
            do {
                if (random.nextInt(5) == 0) {
                    putOne();
                } else {
                    putBatch(client, stream, records, ledger, 1 + random.nextInt(MOST_RECORDS));
                }
            } while (!stop.await(random.nextLong(1 + 2 * pause.toMillis()), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void putOne() {
        long id = ledger.issue(1);
        try {
            client.putRecord(put -> put.deliveryStreamName(stream).record(record(records, id)));
            ledger.acknowledge(id);
        } catch (SdkException e) {
            // Not acknowledged: it may be delivered once or never.
        }
    }

    /** Puts so many new records in one call, and notes the answer. */
    public static void putBatch(FirehoseClient client, String stream, Records records, Ledger ledger, int count) {
        long first = ledger.issue(count);
        List<Record> put = LongStream.range(first, first + count)
                .mapToObj(id -> record(records, id))
                .toList();
        try {
            PutRecordBatchResponse answer = client.putRecordBatch(
                    request -> request.deliveryStreamName(stream).records(put));
            acknowledge(first, count, answer, ledger);
        } catch (SdkException e) {
            // Not acknowledged, none of them.
        }
    }

    private static void acknowledge(long first, int count, PutRecordBatchResponse answer, Ledger ledger) {
        int failed = 0;
        for (int i = 0; i < answer.requestResponses().size(); i++) {
            if (answer.requestResponses().get(i).errorCode() == null) {
                ledger.acknowledge(first + i);
            } else {
                failed++;
            }
        }
        if (answer.requestResponses().size() != count || failed != answer.failedPutCount()) {
            ledger.fault("an answer for " + count + " records has "
                    + answer.requestResponses().size() + " responses, " + failed
                    + " of them errors, and FailedPutCount " + answer.failedPutCount());
        }
    }

    private static Record record(Records records, long id) {
        return Record.builder()
                .data(SdkBytes.fromByteArrayUnsafe(records.of(id)))
                .build();
    }
}
