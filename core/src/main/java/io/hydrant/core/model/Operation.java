package io.hydrant.core.model;

/**
 * One operation of the API.
 *
 * @param name as in the {@code X-Amz-Target} header, after the dot
 * @param input shape of the request body
 * @param output shape of the answer's body; a structure without members if the answer is empty
 */
public record Operation(String name, Shape input, Shape output) {}
