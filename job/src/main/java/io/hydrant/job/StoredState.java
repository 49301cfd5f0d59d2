package io.hydrant.job;

import java.util.Optional;
import org.apache.flink.core.fs.Path;

/**
 * A complete checkpoint or savepoint.
 *
 * @param path its folder
 * @param number grows with each one of a stream, over all of its jobs
 */
record StoredState(Path path, long number) {
    boolean isOlderThan(Optional<StoredState> other) {
        return other.isPresent() && number < other.get().number;
    }
}
