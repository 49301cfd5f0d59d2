package io.hydrant.gateway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.gateway.store.DeliveryStream;
import io.hydrant.gateway.store.StreamStore;
import java.util.List;

/** Names of streams, in the order of their characters' codes, a page at a time. */
final class ListDeliveryStreams implements ApiOperation {
    private static final int DEFAULT_LIMIT = 10;

    private final StreamStore store;

    ListDeliveryStreams(StreamStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "ListDeliveryStreams";
    }

    @Override
    public ObjectNode call(ObjectNode input) {
        String after = input.path("ExclusiveStartDeliveryStreamName").asText("");
        String type = input.path("DeliveryStreamType").asText("");
        int limit = input.path("Limit").asInt(DEFAULT_LIMIT);
        List<String> names = store.list().stream()
                .filter(stream -> type.isEmpty() || stream.definition().type().equals(type))
                .map(DeliveryStream::name)
                .filter(name -> name.compareTo(after) > 0)
                .limit(limit + 1L)
                .toList();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode page = answer.putArray("DeliveryStreamNames");
        names.stream().limit(limit).forEach(page::add);
        return answer.put("HasMoreDeliveryStreams", names.size() > limit);
    }
}
