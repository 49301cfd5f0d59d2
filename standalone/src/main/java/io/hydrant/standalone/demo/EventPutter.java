package io.hydrant.standalone.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.Record;

/**
 * Puts events 0 to {@code count - 1} with PutRecordBatch, and again those that the answer says have failed. Each thread
 * that runs it puts a part of them.
 */
final class EventPutter implements Runnable {

    /** Firehose takes this many records per request. */
    private static final int RECORDS_PER_REQUEST = 500;

    private final FirehoseClient firehose;
    private final String stream;
    private final Events events;
    private final int count;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    EventPutter(FirehoseClient firehose, String stream, Events events, int count) {
        this.firehose = firehose;
        this.stream = stream;
        this.events = events;
        this.count = count;
    }

    /** Returns when there is none left to put; throws what the SDK throws when it gives up on a request. */
    @Override
    public void run() {
        for (int first = nextBatch(); first < count; first = nextBatch()) {
            List<Record> batch = batch(first, Math.min(count, first + RECORDS_PER_REQUEST));
            while (!batch.isEmpty()) {
                batch = put(batch);
            }
        }
    }

    /** Records acknowledged so far; any thread. */
    long records() {
        return records.get();
    }

    /** Their payload in bytes; any thread. */
    long bytes() {
        return bytes.get();
    }

    private int nextBatch() {
        return next.getAndAdd(RECORDS_PER_REQUEST);
    }

    private List<Record> batch(int from, int to) {
        List<Record> batch = new ArrayList<>(to - from);
        for (int number = from; number < to; number++) {
            byte[] event = events.event(number);
            batch.add(Record.builder().data(SdkBytes.fromByteArrayUnsafe(event)).build());
        }
        return batch;
    }

    /** Puts the records and returns those that failed. */
    private List<Record> put(List<Record> batch) {
        PutRecordBatchResponse response = firehose.putRecordBatch(PutRecordBatchRequest.builder()
                .deliveryStreamName(stream)
                .records(batch)
                .build());
        List<Record> failed = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            if (response.requestResponses().get(i).errorCode() != null) {
                failed.add(batch.get(i));
            } else {
                records.incrementAndGet();
                bytes.addAndGet(batch.get(i).data().asByteArrayUnsafe().length);
            }
        }
        return failed;
    }
}
