package io.hydrant.clients.redshift;

import java.time.Instant;

/**
 * What a database takes for a while.
 *
 * @param user as it is to be shown, with the prefix that says where it comes from: {@code IAM:loader}
 * @param password of that time
 * @param expiration from when on no connection can be opened with it; those that are open stay
 */
public record TemporaryCredentials(String user, String password, Instant expiration) {
    /** Without what is secret. */
    @Override
    public String toString() {
        return "TemporaryCredentials[" + user + ", " + expiration + "]";
    }
}
