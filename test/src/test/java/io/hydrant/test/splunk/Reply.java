package io.hydrant.test.splunk;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What becomes of a request, as a test wants it. */
sealed interface Reply {
    /**
     * The collector does as its contract says.
     *
     * @param indexed whether data are indexed; if not they are lost behind the collector, which said that it had them
     * @param ackAfter when it confirms that they are; null for never
     */
    record ByContract(boolean indexed, @Nullable Duration ackAfter) implements Reply {}

    /** The collector, or whoever is before it, answers this and nothing else happens. */
    record Answer(int httpStatus, String contentType, String body) implements Reply {}

    /**
     * The connection is closed instead of an answer.
     *
     * @param indexed whether the data were indexed before that
     */
    record Cut(boolean indexed) implements Reply {}

    /**
     * There is no answer as long as the collector runs.
     *
     * @param begun whether there is at least the beginning of one
     */
    record Silence(boolean begun) implements Reply {}

    /** Data are indexed and confirmed at once. */
    static Reply byContract() {
        return new ByContract(true, Duration.ZERO);
    }

    /** Data are indexed, and confirmed after some time. */
    static Reply acknowledgedAfter(Duration time) {
        return new ByContract(true, time);
    }

    /** Data are indexed, and that is never confirmed. */
    static Reply neverAcknowledged() {
        return new ByContract(true, null);
    }

    /** Data are taken, and then lost. */
    static Reply lost() {
        return new ByContract(false, null);
    }

    static Answer json(int httpStatus, String body) {
        return new Answer(httpStatus, "application/json; charset=UTF-8", body);
    }

    /** What a proxy says of a collector that it does not reach. */
    static Answer html(int httpStatus) {
        return new Answer(httpStatus, "text/html", "<html><body>" + httpStatus + "</body></html>");
    }
}
