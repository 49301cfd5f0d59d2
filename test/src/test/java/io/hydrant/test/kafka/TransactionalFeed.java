package io.hydrant.test.kafka;

import io.hydrant.test.chaos.Ledger;
import io.hydrant.test.chaos.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A transactional producer. Each fifth transaction is aborted: its records have negative ids, which no ledger knows.
 *
 * <p>Notes where each record of a committed transaction stands in the topic.
 */
final class TransactionalFeed implements Runnable {
    private static final int BATCH = 500;
    private static final int ABORT_EACH = 5;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final Payload payload;
    private final Ledger ledger;
    private final int[] partitions;
    private final long[] offsets;
    private final long pauseMillis;
    private final CountDownLatch stop = new CountDownLatch(1);

    /**
     * One that has sent nothing yet.
     *
     * @param records how many are to be committed, a multiple of 500
     * @param pauseMillis after each transaction
     */
    TransactionalFeed(
            String bootstrapServers, String topic, Payload payload, Ledger ledger, int records, long pauseMillis) {
        this.topic = topic;
        this.payload = payload;
        this.ledger = ledger;
        this.partitions = new int[records];
        this.offsets = new long[records];
        this.pauseMillis = pauseMillis;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "transactional.id", "feed",
                        "request.timeout.ms", "5000",
                        // Partitions that were added are written to within a second.
                        "metadata.max.age.ms", "1000",
                        "linger.ms", "5"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    public void run() {
        try (producer) {
            producer.initTransactions();
            long aborted = 0;
            for (int transaction = 0; ledger.issued() < partitions.length; transaction++) {
                if (transaction % ABORT_EACH == 0) {
                    producer.beginTransaction();
                    for (int i = 0; i < BATCH; i++) {
                        var unused = send(--aborted);
                    }
                    producer.flush();
                    producer.abortTransaction();
                } else {
                    commit();
                }
                if (stop.await(pauseMillis, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RuntimeException e) {
            ledger.fault("the producer failed: " + e);
        }
    }

    private void commit() throws InterruptedException, ExecutionException {
        producer.beginTransaction();
        long first = ledger.issue(BATCH);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            sent.add(send(first + i));
        }
        producer.commitTransaction();
        for (int i = 0; i < BATCH; i++) {
            RecordMetadata place = sent.get(i).get();
            partitions[(int) first + i] = place.partition();
            offsets[(int) first + i] = place.offset();
            ledger.acknowledge(first + i);
        }
    }

    private Future<RecordMetadata> send(long id) {
        return producer.send(new ProducerRecord<>(
                topic, Long.toString(id).getBytes(java.nio.charset.StandardCharsets.UTF_8), payload.of(id)));
    }

    /** Ends it early. */
    void stop() {
        stop.countDown();
    }

    /** Partition of a committed record. */
    int partition(long id) {
        return partitions[(int) id];
    }

    /** Offset of a committed record. */
    long offset(long id) {
        return offsets[(int) id];
    }

    /** Highest number of a partition that was written to. */
    int lastPartition() {
        int last = 0;
        for (int partition : partitions) {
            last = Math.max(last, partition);
        }
        return last;
    }
}
