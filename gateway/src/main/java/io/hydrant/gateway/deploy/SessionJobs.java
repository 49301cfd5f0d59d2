package io.hydrant.gateway.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.gateway.deploy.JobDeployer.JobState;
import io.hydrant.gateway.store.DeliveryStream;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of streams among those of a cluster. A Flink job id is 32 hexadecimal digits: here the stream's incarnation
 * (16), a mark of the JobManager's process (8) and the number of the stream's job there, counted from 0 (8). So jobs are
 * told apart without names, and the next id follows from what the cluster knows.
 *
 * <p>The mark is there because a JobManager that was killed comes back without its jobs, but to TaskManagers that still
 * remember them: one that has seen a job's id with another upload of the jar refuses to run it, for good.
 */
final class SessionJobs {
    private static final int DIGITS = 32;
    private static final int NUMBER_DIGITS = 8;

    private final FlinkRestClient flink;

    SessionJobs(FlinkRestClient flink) {
        this.flink = flink;
    }

    /** A job of a stream. */
    record Job(String id, JobState state) {
        long number() {
            return Long.parseLong(id.substring(DIGITS - NUMBER_DIGITS), 16);
        }
    }

    /** The newest job of this incarnation of the stream; null if the cluster knows none. */
    @Nullable
    Job newest(DeliveryStream stream) {
        Job newest = null;
        for (JsonNode entry : flink.get("/jobs/overview").path("jobs")) {
            String id = entry.path("jid").asText();
            if (id.length() == DIGITS && id.startsWith(stream.incarnation())) {
                Job job = new Job(id, state(entry.path("state").asText()));
                if (newest == null || job.number() > newest.number()) {
                    newest = job;
                }
            }
        }
        return newest;
    }

    /** Where the newest job's newest savepoint is; null if the cluster knows none. */
    @Nullable
    String newestSavepoint(DeliveryStream stream) {
        Job job = newest(stream);
        return job == null
                ? null
                : flink.get("/jobs/" + job.id() + "/checkpoints")
                        .path("latest")
                        .path("savepoint")
                        .path("external_path")
                        .asText(null);
    }

    /** Id for the stream's next job, the same until the cluster has seen it. */
    String nextId(DeliveryStream stream) {
        Job newest = newest(stream);
        long number = newest == null ? 0 : newest.number() + 1;
        return stream.incarnation() + String.format("%08x%08x", jobManager(), number);
    }

    /** Tells JobManager processes apart: each gives its web server a folder with a random name. */
    private int jobManager() {
        return flink.get("/jobmanager/config").toString().hashCode();
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
