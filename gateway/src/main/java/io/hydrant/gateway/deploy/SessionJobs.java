package io.hydrant.gateway.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.gateway.deploy.JobDeployer.JobState;
import io.hydrant.gateway.store.DeliveryStream;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of streams among those of a cluster. A Flink job id is 32 hexadecimal digits: here the stream's incarnation (16)
 * and the number of its job, counted from 0 (16). So jobs are told apart without names, and the next id follows from what
 * the cluster knows.
 */
final class SessionJobs {
    private static final int HALF = 16;

    private final FlinkRestClient flink;

    SessionJobs(FlinkRestClient flink) {
        this.flink = flink;
    }

    /** A job of a stream. */
    record Job(String id, JobState state) {
        long number() {
            return Long.parseUnsignedLong(id.substring(HALF), 16);
        }
    }

    /** The newest job of this incarnation of the stream; null if the cluster knows none. */
    @Nullable
    Job newest(DeliveryStream stream) {
        Job newest = null;
        for (JsonNode entry : flink.get("/jobs/overview").path("jobs")) {
            String id = entry.path("jid").asText();
            if (id.length() == 2 * HALF && id.startsWith(stream.incarnation())) {
                Job job = new Job(id, state(entry.path("state").asText()));
                if (newest == null || Long.compareUnsigned(job.number(), newest.number()) > 0) {
                    newest = job;
                }
            }
        }
        return newest;
    }

    /** Id for the stream's next job, the same until the cluster has seen it. */
    String nextId(DeliveryStream stream) {
        Job newest = newest(stream);
        long number = newest == null ? 0 : newest.number() + 1;
        return stream.incarnation() + String.format("%016x", number);
    }

    private static JobState state(String flinkState) {
        return switch (flinkState) {
            case "RUNNING" -> JobState.RUNNING;
            case "FINISHED" -> JobState.FINISHED;
            case "FAILED", "CANCELED" -> JobState.FAILED;
            default -> JobState.STARTING;
        };
    }
}
