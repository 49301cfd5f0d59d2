package io.hydrant.job;

import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.config.InvalidConfigurationException;
import io.hydrant.core.definition.DirectPut;
import io.hydrant.core.definition.KinesisStream;
import io.hydrant.core.definition.MskTopic;
import io.hydrant.core.definition.SourceDefinition;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.sources.directput.DirectPutSource;
import io.hydrant.sources.kafka.MskTopicSource;
import io.hydrant.sources.kinesis.KinesisSource;
import java.util.Optional;

/** What a stream's job reads, made of its definition and of where this deployment's things are. */
final class StreamSource {
    private StreamSource() {}

    static DirectPutSource directPut(JobSpec spec) {
        return new DirectPutSource(spec.config().log(), BatchTypes.RECORD_BATCH);
    }

    static KinesisSource of(KinesisStream stream, JobSpec spec) {
        return new KinesisSource(
                stream,
                spec.config().kinesis(),
                spec.definition().name(),
                spec.deliveryStart(),
                BatchTypes.RECORD_BATCH);
    }

    /** @throws InvalidConfigurationException if nothing is said of the topic's cluster */
    static MskTopicSource of(MskTopic topic, JobSpec spec) {
        return new MskTopicSource(
                topic,
                spec.config().kafka().cluster(topic.clusterName()),
                consumerGroup(spec),
                spec.deliveryStart(),
                BatchTypes.RECORD_BATCH);
    }

    /**
     * The consumer group by whose offsets one sees that the stream has delivered before; empty if it has not, or if its
     * source keeps no such thing: Kinesis.
     *
     * @throws IllegalStateException if Kafka, which is asked, does not answer
     */
    static Optional<String> deliveredBy(JobSpec spec) {
        SourceDefinition source = spec.definition().source();
        boolean delivered;
        if (source instanceof DirectPut) {
            delivered = directPut(spec).hasDelivered(spec.definition().name());
        } else if (source instanceof MskTopic topic) {
            delivered = of(topic, spec).hasDelivered();
        } else {
            delivered = false;
        }
        return delivered ? Optional.of(consumerGroup(spec)) : Optional.empty();
    }

    /**
     * Where the job publishes how far it has delivered. The ingest log's groups go with their stream, but on a cluster of
     * somebody else's they stay: there a later stream of the same name has one of its own.
     */
    private static String consumerGroup(JobSpec spec) {
        HydrantConfig config = spec.config();
        String group = config.log().consumerGroup(spec.definition().name());
        boolean ownLog = spec.definition().source() instanceof DirectPut;
        return ownLog || spec.incarnation().equals(JobSpec.ONLY_INCARNATION) ? group : group + "." + spec.incarnation();
    }
}
