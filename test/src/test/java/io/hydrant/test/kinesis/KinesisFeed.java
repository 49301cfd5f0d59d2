package io.hydrant.test.kinesis;

import io.hydrant.test.chaos.Ledger;
import io.hydrant.test.chaos.Payload;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/** Puts records by the real SDK, 500 at a time, and notes the place that Kinesis gave to each. */
public final class KinesisFeed implements Runnable {
    private static final int BATCH = 500;

    private final KinesisClient client;
    private final String stream;
    private final Payload payload;
    private final Ledger ledger;
    private final String[] shards;
    private final BigInteger[] sequenceNumbers;
    private final long pauseMillis;
    private final CountDownLatch stop = new CountDownLatch(1);

    /**
     * One that has put nothing yet.
     *
     * @param records how many to put, a multiple of 500
     * @param pauseMillis after each call
     */
    public KinesisFeed(
            KinesisClient client, String stream, Payload payload, Ledger ledger, int records, long pauseMillis) {
        this.client = client;
        this.stream = stream;
        this.payload = payload;
        this.ledger = ledger;
        this.shards = new String[records];
        this.sequenceNumbers = new BigInteger[records];
        this.pauseMillis = pauseMillis;
    }

    @Override
    public void run() {
        try {
            while (ledger.issued() < shards.length) {
                long first = ledger.issue(BATCH);
                put(LongStream.range(first, first + BATCH).boxed().toList());
                if (stop.await(pauseMillis, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            ledger.fault("putting failed: " + e);
        }
    }

    /** Puts records until Kinesis has taken each of them. */
    private void put(List<Long> ids) {
        List<Long> left = ids;
        while (!left.isEmpty()) {
            List<PutRecordsRequestEntry> entries =
                    left.stream().map(this::entry).toList();
            PutRecordsResponse response =
                    client.putRecords(put -> put.streamName(stream).records(entries));
            List<Long> refused = new ArrayList<>();
            for (int i = 0; i < entries.size(); i++) {
                PutRecordsResultEntry result = response.records().get(i);
                int id = left.get(i).intValue();
                if (result.errorCode() != null) {
                    refused.add(left.get(i));
                } else {
                    shards[id] = result.shardId();
                    sequenceNumbers[id] = new BigInteger(result.sequenceNumber());
                    ledger.acknowledge(id);
                }
            }
            left = refused;
        }
    }

    private PutRecordsRequestEntry entry(long id) {
        return PutRecordsRequestEntry.builder()
                .partitionKey("key-" + id)
                .data(SdkBytes.fromByteArrayUnsafe(payload.of(id)))
                .build();
    }

    /** Ends it early. */
    public void stop() {
        stop.countDown();
    }

    /** Shard of a record that was put. */
    String shard(long id) {
        return shards[(int) id];
    }

    /** Sequence number of a record that was put. */
    BigInteger sequenceNumber(long id) {
        return sequenceNumbers[(int) id];
    }
}
