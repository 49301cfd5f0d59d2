package io.hydrant.sources.kafka;

import java.util.List;
import java.util.Set;
import org.apache.flink.connector.kafka.source.enumerator.subscriber.KafkaSubscriber;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.common.TopicPartition;

/** The partitions of one topic, asked for until a broker answers. */
final class TopicPartitions implements KafkaSubscriber {
    private static final long serialVersionUID = 1L;

    private final String topic;

    TopicPartitions(String topic) {
        this.topic = topic;
    }

    @Override
    public Set<TopicPartition> getSubscribedTopicPartitions(AdminClient admin) {
        KafkaSubscriber partitions = KafkaSubscriber.getTopicListSubscriber(List.of(topic));
        return Patience.ask("partitions of topic " + topic, () -> partitions.getSubscribedTopicPartitions(admin));
    }
}
