package io.hydrant.core.jq;

import java.util.List;

/**
 * A member of the object that a query gives, whose value is a simple path such as {@code .a.b["c d"]}.
 *
 * @param key name of the member
 * @param path names of the fields on the way to its value, outermost first; at least one
 */
public record JqMember(String key, List<String> path) {}
