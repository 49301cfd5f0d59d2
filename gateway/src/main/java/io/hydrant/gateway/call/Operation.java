package io.hydrant.gateway.call;

/** An operation of the API, from body to body. Safe for use by many threads. */
public interface Operation {
    /** Its name in {@code X-Amz-Target}, after the dot. */
    String name();

    /**
     * Does what the call asks for; may wait for the store and the log.
     *
     * @return the answer's body, JSON
     * @throws io.hydrant.core.model.FirehoseException if the call is refused
     */
    byte[] answer(Call call);
}
