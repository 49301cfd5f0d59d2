package io.hydrant.gateway.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the gateway can serve: asks everything it needs, at most once a second however often it is asked itself. Safe for
 * use by many threads.
 */
public final class Readiness {
    private static final Logger LOGGER = LoggerFactory.getLogger(Readiness.class);
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Map<String, Probe> probes;
    private Answer last = Answer.text(503, Answer.JSON, "{\"status\":\"starting\"}");
    private long askedNanos;
    private boolean asked;

    /** Asks one thing that the gateway needs; may wait some seconds. */
    public interface Probe {
        /** Returns if it works, throws whatever is wrong if not. */
        void check() throws Exception;
    }

    /**
     * A gateway that needs these things.
     *
     * @param probes what it needs, by the name that the answer shows
     */
    public Readiness(Map<String, Probe> probes) {
        this.probes = new TreeMap<>(probes);
    }

    synchronized Answer answer() {
        if (!asked || System.nanoTime() - askedNanos > FRESH_NANOS) {
            last = ask();
            asked = true;
            askedNanos = System.nanoTime();
        }
        return last;
    }

    private Answer ask() {
        boolean ready = true;
        StringBuilder json = new StringBuilder();
        for (Map.Entry<String, Probe> each : probes.entrySet()) {
            boolean works = works(each.getKey(), each.getValue());
            ready &= works;
            json.append(",\"")
                    .append(each.getKey())
                    .append("\":\"")
                    .append(works ? "ok" : "unavailable")
                    .append('"');
        }
        String status = ready ? "ready" : "not ready";
        return Answer.text(ready ? 200 : 503, Answer.JSON, "{\"status\":\"" + status + "\"" + json + "}\n");
    }

    private static boolean works(String name, Probe probe) {
        try {
            probe.check();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception e) {
            LOGGER.warn("Not ready: {} does not work", name, e);
            return false;
        }
    }
}
