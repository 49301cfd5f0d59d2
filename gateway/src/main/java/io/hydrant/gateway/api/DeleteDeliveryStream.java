package io.hydrant.gateway.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.gateway.store.DeliveryStream;
import io.hydrant.gateway.store.StoredStreams;
import io.hydrant.gateway.store.StreamStatus;
import io.hydrant.gateway.store.StreamStore;

/**
 * Begins to delete a stream: it takes no more records from now on. What it has is delivered by the reconciler before the
 * stream goes, where Amazon's would be discarded.
 *
 * <p>A stream that reads from elsewhere may be unable to: because what it read is gone, say. Asked again with
 * AllowForceDelete it then goes as it is; its source still has the records. Records that were put are never given up.
 */
final class DeleteDeliveryStream implements ApiOperation {
    private final Streams lookup;
    private final StreamStore store;
    private final StoredStreams streams;

    DeleteDeliveryStream(Streams lookup, StreamStore store, StoredStreams streams) {
        this.lookup = lookup;
        this.store = store;
        this.streams = streams;
    }

    @Override
    public String name() {
        return "DeleteDeliveryStream";
    }

    @Override
    public ObjectNode call(ObjectNode input) {
        DeliveryStream stream = lookup.named(input);
        if (stream.status() == StreamStatus.CREATING) {
            throw new FirehoseException(
                    ErrorCode.RESOURCE_IN_USE,
                    "Firehose " + stream.name() + " is in CREATING state. Wait until it is ACTIVE, then delete it.");
        }
        boolean force = input.path("AllowForceDelete").booleanValue() && !stream.takesPuts();
        switch (stream.status()) {
            case ACTIVE, UPDATING -> {
                if (!store.updateStatus(stream, StreamStatus.DELETING)) {
                    return call(input); // An update has begun or ended meanwhile.
                }
            }
            case DELETING -> {
                if (force) {
                    store.updateStatus(stream, StreamStatus.DRAINED);
                }
            }
            case CREATING, DRAINED -> {}
        }
        streams.refresh();
        return JsonNodeFactory.instance.objectNode();
    }
}
