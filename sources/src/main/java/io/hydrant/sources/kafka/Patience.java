package io.hydrant.sources.kafka;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Kafka again and again while no broker answers, which would fail the whole job otherwise. Every other failure, such
 * as a topic that does not exist or a password that is wrong, is the job's: it is shown there, and its restart tries again.
 */
final class Patience {
    private static final Logger LOGGER = LoggerFactory.getLogger(Patience.class);

    /** On top of the time that Kafka's client itself tries, a minute by default. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private Patience() {}

    /** Gives the answer; waits for it in the calling thread, which may be interrupted. */
    static <T> T ask(String what, Supplier<T> question) {
        while (true) {
            try {
                return question.get();
            } catch (RuntimeException e) {
                if (ExceptionUtils.findThrowable(e, TimeoutException.class).isEmpty()) {
                    throw e;
                }
                LOGGER.warn("No broker answers; asking again: {}", what, e);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Thread.interrupted()) {
                throw new FlinkRuntimeException("Interrupted while asking Kafka: " + what);
            }
        }
    }
}
