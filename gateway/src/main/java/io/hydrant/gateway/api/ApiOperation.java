package io.hydrant.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One control operation. Safe to call from any thread that may wait for the store and the log. */
public interface ApiOperation {
    /** Its name in {@code X-Amz-Target}, after the dot. */
    String name();

    /**
     * Does what the caller asks for.
     *
     * @param input checked against the operation's shape, without unknown members and nulls
     * @return the answer's body
     * @throws io.hydrant.core.model.FirehoseException if the call is refused
     */
    ObjectNode call(ObjectNode input);
}
