package io.hydrant.sinks.request;

import java.util.UUID;

/**
 * Records that are sent together.
 *
 * @param id the same for each attempt, also when the job has been restarted in between
 * @param formedMillis when the request was formed, epoch milliseconds; the same for each attempt, too
 * @param records what it holds; the same for each attempt, unless some of them were answered for
 */
public record Request(UUID id, long formedMillis, Selection records) {
    /** The same request with some of its records. */
    Request with(Selection some) {
        return new Request(id, formedMillis, some);
    }

    /** The request that holds part {@code number}, from 0, of what was to be this one. */
    Request part(int number, Selection some) {
        return new Request(
                new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() + number), formedMillis, some);
    }
}
