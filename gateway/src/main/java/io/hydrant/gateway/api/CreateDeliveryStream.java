package io.hydrant.gateway.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.config.InvalidConfigurationException;
import io.hydrant.core.config.KafkaClusterConfig;
import io.hydrant.core.definition.MskTopic;
import io.hydrant.core.definition.SourceDefinition;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.core.model.Shape;
import io.hydrant.gateway.log.LogTopics;
import io.hydrant.gateway.store.DeliveryStream;
import io.hydrant.gateway.store.StoredStreams;
import io.hydrant.gateway.store.StreamStatus;
import io.hydrant.gateway.store.StreamStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * Creates a stream. If callers put its records, its topic is there before the answer, so they may do so at once, and their
 * records wait in the log until the job, which the reconciler starts, reads them.
 */
final class CreateDeliveryStream implements ApiOperation {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Half of a Flink job id. */
    private static final int INCARNATION_BYTES = 8;

    private final HydrantConfig config;
    private final StreamStore store;
    private final StoredStreams streams;
    private final LogTopics topics;
    private final Consumer<StreamDefinition> check;
    private final Clock clock;

    /** @param check what else a definition has to pass here; throws as a call does */
    CreateDeliveryStream(
            HydrantConfig config,
            StreamStore store,
            StoredStreams streams,
            LogTopics topics,
            Consumer<StreamDefinition> check,
            Clock clock) {
        this.config = config;
        this.store = store;
        this.streams = streams;
        this.topics = topics;
        this.check = check;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "CreateDeliveryStream";
    }

    /** The whole body: a definition picks what it knows, beyond Amazon's members Hydrant's own. */
    @Override
    public ObjectNode input(Shape shape, ObjectNode body) {
        return body;
    }

    @Override
    public ObjectNode call(ObjectNode input) {
        StreamDefinition definition = StreamDefinition.of(input);
        checkSource(definition.source());
        if (store.get(definition.name()) != null) {
            throw exists(definition.name());
        }
        check.accept(definition);
        String arn = config.streamArn(definition.name());
        DeliveryStream stream = new DeliveryStream(
                definition.name(), arn, StreamStatus.CREATING, 1, clock.millis(), null, incarnation(), definition);
        if (stream.takesPuts()) {
            topics.create(stream.name());
        }
        if (!store.insert(stream)) {
            throw exists(definition.name());
        }
        streams.refresh();
        return JsonNodeFactory.instance.objectNode().put("DeliveryStreamARN", arn);
    }

    /** What its job would stumble over later is said at once. */
    private void checkSource(SourceDefinition source) {
        if (source instanceof MskTopic topic) {
            try {
                KafkaClusterConfig unused = config.kafka().cluster(topic.clusterName());
            } catch (InvalidConfigurationException e) {
                throw FirehoseException.invalidArgument(
                        "MSKSourceConfiguration.MSKClusterARN: Hydrant's configuration does not say where this cluster is: "
                                + e.getMessage());
            }
        }
    }

    private FirehoseException exists(String name) {
        return new FirehoseException(
                ErrorCode.RESOURCE_IN_USE,
                "Firehose " + name + " under accountId " + config.accountId() + " already exists");
    }

    private static String incarnation() {
        byte[] bytes = new byte[INCARNATION_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
