package io.hydrant.gateway.log;

import org.jspecify.annotations.Nullable;

/**
 * What became of one entry.
 *
 * @param partition where the log keeps it; -1 if it failed
 * @param offset its offset there; -1 if it failed, or if the log had it already from an attempt of the same producer
 * @param failure why the log did not acknowledge it; null if it did. The entry may be in the log all the same.
 */
public record Appended(int partition, long offset, @Nullable Exception failure) {
    static Appended failed(Exception failure) {
        return new Appended(-1, -1, failure);
    }

    /** Whether the entry is on the disks of all in-sync replicas. */
    public boolean acknowledged() {
        return failure == null;
    }
}
