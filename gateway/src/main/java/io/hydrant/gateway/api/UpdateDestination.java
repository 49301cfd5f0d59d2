package io.hydrant.gateway.api;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.core.model.Shape;
import io.hydrant.gateway.store.DeliveryStream;
import io.hydrant.gateway.store.StoredStreams;
import io.hydrant.gateway.store.StreamStatus;
import io.hydrant.gateway.store.StreamStore;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Gives a stream its next version. It goes on taking records; the reconciler delivers what its job has read in the version
 * before, and starts the job of the new one.
 */
final class UpdateDestination implements ApiOperation {
    private static final String HYDRANT = "Hydrant";

    private final Streams lookup;
    private final StreamStore store;
    private final StoredStreams streams;
    private final Consumer<StreamDefinition> check;
    private final InstantSource clock;

    /** @param check what else a definition has to pass here; throws as a call does */
    UpdateDestination(
            Streams lookup,
            StreamStore store,
            StoredStreams streams,
            Consumer<StreamDefinition> check,
            InstantSource clock) {
        this.lookup = lookup;
        this.store = store;
        this.streams = streams;
        this.check = check;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "UpdateDestination";
    }

    /** A client that sends others of Hydrant's own members expects more of an update than it does. */
    @Override
    public ObjectNode input(Shape shape, ObjectNode body) {
        ObjectNode input = ApiOperation.super.input(shape, body);
        if (body.has(HYDRANT)) {
            JsonNode extension = body.get(HYDRANT);
            if (extension.size() != 1 || !extension.has("Schema")) {
                throw invalidArgument("Hydrant cannot be updated but for its Schema: what else it says is fixed when a"
                        + " stream is created");
            }
            input.set(HYDRANT, extension);
        }
        return input;
    }

    @Override
    public ObjectNode call(ObjectNode input) {
        DeliveryStream stream = lookup.named(input);
        checkState(stream);
        String given = input.path("CurrentDeliveryStreamVersionId").asText();
        if (!given.equals(Long.toString(stream.versionId()))) {
            throw changed(stream, given);
        }
        String destination = input.path("DestinationId").asText();
        if (!destination.equals(DescribeDeliveryStream.DESTINATION_ID)) {
            throw invalidArgument("Destination Id " + destination + " not found");
        }
        StreamDefinition next = stream.definition().updated(input);
        check.accept(next);
        if (!store.update(stream, next, clock.instant())) {
            DeliveryStream now = lookup.named(input);
            checkState(now);
            throw changed(now, given);
        }
        streams.refresh();
        return JsonNodeFactory.instance.objectNode();
    }

    private static void checkState(DeliveryStream stream) {
        boolean updatable = stream.status() == StreamStatus.ACTIVE || stream.status() == StreamStatus.UPDATING;
        if (!updatable) {
            throw new FirehoseException(
                    ErrorCode.RESOURCE_IN_USE,
                    "Firehose " + stream.name() + " is in " + stream.status().apiName()
                            + " state. Only an ACTIVE one can be updated.");
        }
    }

    private static FirehoseException changed(DeliveryStream stream, String given) {
        return new FirehoseException(
                ErrorCode.CONCURRENT_MODIFICATION,
                "Cannot update firehose: " + stream.name() + " since the current version id: " + stream.versionId()
                        + " and specified version id: " + given + " do not match");
    }
}
