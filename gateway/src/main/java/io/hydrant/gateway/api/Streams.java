package io.hydrant.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.gateway.store.DeliveryStream;
import io.hydrant.gateway.store.StreamStore;

/** Finds the stream that an operation's input names. */
final class Streams {
    private final HydrantConfig config;
    private final StreamStore store;

    Streams(HydrantConfig config, StreamStore store) {
        this.config = config;
        this.store = store;
    }

    /** @throws FirehoseException RESOURCE_NOT_FOUND if there is none of that name */
    DeliveryStream named(ObjectNode input) {
        String name = input.path("DeliveryStreamName").asText();
        DeliveryStream stream = store.get(name);
        if (stream == null) {
            throw new FirehoseException(
                    ErrorCode.RESOURCE_NOT_FOUND,
                    "Firehose " + name + " under account " + config.accountId() + " not found.");
        }
        return stream;
    }
}
