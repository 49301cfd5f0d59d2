package io.hydrant.sinks.redshift;

import java.util.ServiceLoader;

/**
 * Hears when a copy step comes to a {@link CopyPoint}. In production there is none: tests register theirs as a service, to
 * end the process at a point of their choice. Called by the thread that is there, which goes on when it returns.
 */
@FunctionalInterface
public interface CopyObserver {
    /** The step is there now. */
    void at(CopyPoint point);

    /** What is registered; by default nothing, and then an observer that does nothing. */
    static CopyObserver registered() {
        return ServiceLoader.load(CopyObserver.class, CopyObserver.class.getClassLoader())
                .findFirst()
                .orElse(point -> {});
    }
}
