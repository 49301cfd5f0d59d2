package io.hydrant.gateway.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.gateway.log.LogTopics;
import io.hydrant.gateway.store.DeliveryStream;
import io.hydrant.gateway.store.StoredStreams;
import io.hydrant.gateway.store.StreamStatus;
import io.hydrant.gateway.store.StreamStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;

/**
 * Creates a stream: its topic is there before the answer, so records may be put at once and wait in the log until the job,
 * which the reconciler starts, reads them.
 */
final class CreateDeliveryStream implements ApiOperation {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Half of a Flink job id. */
    private static final int INCARNATION_BYTES = 8;

    private final HydrantConfig config;
    private final StreamStore store;
    private final StoredStreams streams;
    private final LogTopics topics;
    private final Clock clock;

    CreateDeliveryStream(
            HydrantConfig config, StreamStore store, StoredStreams streams, LogTopics topics, Clock clock) {
        this.config = config;
        this.store = store;
        this.streams = streams;
        this.topics = topics;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "CreateDeliveryStream";
    }

    @Override
    public ObjectNode call(ObjectNode input) {
        StreamDefinition definition = StreamDefinition.of(input);
        if (store.get(definition.name()) != null) {
            throw exists(definition.name());
        }
        String arn = config.streamArn(definition.name());
        topics.create(definition.name());
        boolean inserted = store.insert(new DeliveryStream(
                definition.name(), arn, StreamStatus.CREATING, 1, clock.millis(), incarnation(), definition));
        if (!inserted) {
            throw exists(definition.name());
        }
        streams.refresh();
        return JsonNodeFactory.instance.objectNode().put("DeliveryStreamARN", arn);
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
