package io.hydrant.core.prefix;

import java.io.Serializable;

/**
 * A key of dynamic partitioning that a prefix refers to.
 *
 * @param namespace which processor finds its value
 * @param name as the processor names it
 */
public record PartitionKey(Namespace namespace, String name) implements Serializable {
    /** The expression that stands for it in a prefix. */
    public String expression() {
        return "!{partitionKeyFrom" + (namespace == Namespace.QUERY ? "Query" : "Lambda") + ":" + name + "}";
    }

    /** Who gives a record its value of a key. */
    public enum Namespace {
        /** The query of a MetadataExtraction processor. */
        QUERY,
        /** The answer of a Lambda function. */
        LAMBDA
    }
}
