package io.hydrant.gateway.store;

import io.hydrant.core.definition.StreamDefinition;

/**
 * A version of a stream that an update has replaced, and that its job still delivers.
 *
 * @param id its number
 * @param definition what the stream was in that version
 */
public record RunningVersion(long id, StreamDefinition definition) {}
