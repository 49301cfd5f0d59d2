package io.hydrant.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.model.Shape;
import io.hydrant.core.model.ShapeValidator;

/** One control operation. Safe to call from any thread that may wait for the store and the log. */
public interface ApiOperation {
    /** Its name in {@code X-Amz-Target}, after the dot. */
    String name();

    /**
     * What the operation needs of a request's body: by default without unknown members, which AWS ignores, and nulls.
     *
     * @param shape of the operation's input
     * @param body checked against it
     */
    default ObjectNode input(Shape shape, ObjectNode body) {
        return ShapeValidator.known(shape, body);
    }

    /**
     * Does what the caller asks for.
     *
     * @param input what {@link #input} has left of the body
     * @return the answer's body
     * @throws io.hydrant.core.model.FirehoseException if the call is refused
     */
    ObjectNode call(ObjectNode input);
}
