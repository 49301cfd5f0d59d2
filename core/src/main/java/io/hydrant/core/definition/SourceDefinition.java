package io.hydrant.core.definition;

import java.io.Serializable;

/** Where the records of a delivery stream come from: its DeliveryStreamType with the configuration that goes with it. */
public sealed interface SourceDefinition extends Serializable permits DirectPut, KinesisStream, MskTopic {
    /** The DeliveryStreamType, as the API spells it. */
    String type();
}
