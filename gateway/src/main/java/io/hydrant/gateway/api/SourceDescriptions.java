package io.hydrant.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.definition.KinesisStream;
import io.hydrant.core.definition.MskTopic;
import io.hydrant.core.definition.SourceDefinition;
import io.hydrant.core.model.ServiceModel;
import io.hydrant.core.model.ShapeValidator;
import io.hydrant.gateway.store.DeliveryStream;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Descriptions of where a stream's records come from. */
final class SourceDescriptions {
    private SourceDescriptions() {}

    /**
     * Adds the source to a stream's description; Amazon shows none of a Direct PUT stream whose owner said nothing of it.
     *
     * @param definition CreateDeliveryStream's input
     */
    static void describe(DeliveryStream stream, ObjectNode definition, ObjectNode description) {
        SourceDefinition source = stream.definition().source();
        if (source instanceof KinesisStream) {
            ObjectNode kinesis = described("KinesisStreamSource", definition, description);
            put(kinesis, "DeliveryStartTimestamp", stream.deliveryStart());
        } else if (source instanceof MskTopic topic) {
            ObjectNode msk = described("MSKSource", definition, description);
            put(msk, "DeliveryStartTimestamp", stream.deliveryStart());
            put(msk, "ReadFromTimestamp", topic.readFrom());
        } else if (definition.has("DirectPutSourceConfiguration")) {
            ObjectNode unused = described("DirectPutSource", definition, description);
        }
    }

    /** What the description's shape has in common with the configuration's. */
    private static ObjectNode described(String name, ObjectNode definition, ObjectNode description) {
        ObjectNode source = ShapeValidator.known(
                ServiceModel.firehose().shape(name + "Description"), definition.path(name + "Configuration"));
        description.putObject("Source").set(name + "Description", source);
        return source;
    }

    /** Adds a time, if there is one. */
    static void put(ObjectNode description, String member, @Nullable Instant time) {
        if (time != null) {
            description.put(member, seconds(time.toEpochMilli()));
        }
    }

    /** A timestamp as SDKs read it: epoch seconds with a fraction. */
    static BigDecimal seconds(long millis) {
        return BigDecimal.valueOf(millis, 3);
    }
}
