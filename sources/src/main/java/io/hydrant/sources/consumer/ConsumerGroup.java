package io.hydrant.sources.consumer;

import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** What a consumer group tells of the jobs that read for a delivery stream before. */
public final class ConsumerGroup {
    /** How long Kafka may take to answer a question of a job's start, in milliseconds. */
    private static final String ASK_MILLIS = "15000";

    private ConsumerGroup() {}

    /**
     * Whether the group has come anywhere.
     *
     * @param settings of Kafka's clients
     * @throws IllegalStateException if Kafka does not say
     */
    public static boolean hasOffsets(String group, Properties settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ASK_MILLIS);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ASK_MILLIS);
        try (Admin admin = Admin.create(properties)) {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                    .anyMatch(offset -> offset != null && offset.offset() > 0);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not say how far the consumer group " + group + " is", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking Kafka for a consumer group", e);
        }
    }
}
