package io.hydrant.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.model.FirehoseException;

/** An operation that Amazon has and Hydrant does not have yet: refused, never accepted and ignored. */
record UnsupportedOperation(String name) implements ApiOperation {
    @Override
    public ObjectNode call(ObjectNode input) {
        throw FirehoseException.invalidArgument("Hydrant does not support the operation " + name + " yet.");
    }
}
