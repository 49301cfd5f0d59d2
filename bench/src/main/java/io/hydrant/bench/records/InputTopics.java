package io.hydrant.bench.records;

import io.hydrant.core.record.RecordBatchBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Fills two topics with the same records: one as the gateway does it, an entry per request of 500 records, and one with a
 * message per record.
 */
public final class InputTopics {
    /** Records per entry: as many as a PutRecordBatch may have. */
    public static final int RECORDS_PER_ENTRY = 500;

    private static final int MAX_MESSAGE_BYTES = 16 << 20;

    private final String bootstrapServers;
    private final int partitions;

    /** @param partitions of each topic */
    public InputTopics(String bootstrapServers, int partitions) {
        this.bootstrapServers = bootstrapServers;
        this.partitions = partitions;
    }

    /** Where the broker is. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Creates a topic that keeps everything. {@code config} may say more. */
    public void create(String topic, Map<String, String> config) {
        Map<String, String> all =
                new HashMap<>(Map.of("retention.ms", "-1", "max.message.bytes", Integer.toString(MAX_MESSAGE_BYTES)));
        all.putAll(config);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(all)))
                    .all()
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topic " + topic, e);
        } catch (ExecutionException e) {
            throw new CompletionException("cannot create topic " + topic, e.getCause());
        }
    }

    /** Deletes a topic and what is in it. */
    public void delete(String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.deleteTopics(List.of(topic)).all().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while deleting topic " + topic, e);
        } catch (ExecutionException e) {
            throw new CompletionException("cannot delete topic " + topic, e.getCause());
        }
    }

    /** Where a topic ends, by partition. */
    public List<Long> endOffsets(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            return all.stream().map(ends::get).toList();
        }
    }

    /**
     * Writes records to a topic.
     *
     * @param entries whether as the gateway does, a message per request, or one message per record
     * @param records how many, rounded up to whole entries
     * @return what every contestant has to deliver from it
     */
    public Tally fill(String topic, boolean entries, ClickEvents events, long records) {
        Tally.Counter counter = new Tally.Counter();
        Supplier<byte[]> counted = () -> {
            byte[] event = events.next();
            counter.add(event, 0, event.length);
            return event;
        };
        if (entries) {
            fill(topic, RECORDS_PER_ENTRY, records, counted);
        } else {
            fillPlain(topic, records, counted);
        }
        return counter.tally();
    }

    /**
     * Writes records to a topic as the gateway does, a message per request.
     *
     * @param perEntry records per request
     * @param records how many, rounded up to whole entries
     */
    public void fill(String topic, int perEntry, long records, Supplier<byte[]> next) {
        RecordBatchBuilder builder = new RecordBatchBuilder(1 << 20);
        write((producer, failure) -> {
            for (long entry = 0; entry < roundedUp(records, perEntry) / perEntry; entry++) {
                builder.requestId(1, entry).beginEntry(System.currentTimeMillis());
                for (int i = 0; i < perEntry; i++) {
                    byte[] record = next.get();
                    builder.add(record, 0, record.length);
                }
                int partition = (int) (entry % partitions);
                send(producer, topic, partition, builder.build().bytes(), failure);
            }
        });
    }

    /**
     * Writes records to a topic, one message each.
     *
     * @param records how many, rounded up to whole entries
     */
    public void fillPlain(String topic, long records, Supplier<byte[]> next) {
        write((producer, failure) -> {
            for (long i = 0; i < roundedUp(records, RECORDS_PER_ENTRY); i++) {
                int partition = (int) (i / RECORDS_PER_ENTRY % partitions);
                send(producer, topic, partition, next.get(), failure);
            }
        });
    }

    private static long roundedUp(long records, int perEntry) {
        return (records + perEntry - 1) / perEntry * perEntry;
    }

    /** Sends some messages. */
    private interface Messages {
        void send(KafkaProducer<byte[], byte[]> producer, AtomicReference<@Nullable Exception> failure);
    }

    private void write(Messages messages) {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            messages.send(producer, failure);
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("cannot fill a topic: " + failed.getMessage(), failed);
        }
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer,
            String topic,
            int partition,
            byte[] value,
            AtomicReference<@Nullable Exception> failure) {
        Future<RecordMetadata> unused =
                producer.send(new ProducerRecord<>(topic, partition, null, value), (metadata, exception) -> {
                    if (exception != null) {
                        failure.compareAndSet(null, exception);
                    }
                });
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "batch.size",
                512 << 10,
                "linger.ms",
                20,
                "buffer.memory",
                128L << 20,
                "max.request.size",
                MAX_MESSAGE_BYTES);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
