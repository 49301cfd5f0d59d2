package io.hydrant.gateway.api;

import io.hydrant.clients.glue.GlueCatalog;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.core.model.ServiceModel;
import io.hydrant.gateway.log.LogTopics;
import io.hydrant.gateway.store.StoredStreams;
import io.hydrant.gateway.store.StreamStore;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Every operation of Amazon's model but the puts. */
public final class ControlOperations {
    private static final Set<String> PUTS = Set.of("PutRecord", "PutRecordBatch");

    private ControlOperations() {}

    /** Operations on the store's streams; those that Hydrant does not have yet refuse every call. */
    public static List<ApiOperation> of(
            HydrantConfig config,
            StreamStore store,
            StoredStreams streams,
            LogTopics topics,
            GlueCatalog glue,
            Clock clock) {
        Map<String, ApiOperation> operations = new LinkedHashMap<>();
        for (String name : ServiceModel.firehose().operationNames()) {
            if (!PUTS.contains(name)) {
                operations.put(name, new UnsupportedOperation(name));
            }
        }
        Streams lookup = new Streams(config, store);
        DestinationCheck destinations = new DestinationCheck(config);
        SchemaCheck schemas = new SchemaCheck(glue);
        Consumer<StreamDefinition> check = definition -> {
            destinations.check(definition);
            schemas.check(definition);
        };
        for (ApiOperation operation : List.of(
                new CreateDeliveryStream(config, store, streams, topics, check, clock),
                new DescribeDeliveryStream(lookup),
                new ListDeliveryStreams(store),
                new DeleteDeliveryStream(lookup, store, streams),
                new UpdateDestination(lookup, store, streams, check, clock))) {
            operations.put(operation.name(), operation);
        }
        return List.copyOf(operations.values());
    }
}
