package io.hydrant.gateway.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.gateway.deploy.JobDeployer.JobState;
import io.hydrant.gateway.store.DeliveryStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
        return all(stream).stream().max(Comparator.comparingLong(Job::number)).orElse(null);
    }

    private List<Job> all(DeliveryStream stream) {
        List<Job> jobs = new ArrayList<>();
        for (JsonNode entry : flink.get("/jobs/overview").path("jobs")) {
            String id = entry.path("jid").asText();
            if (id.length() == DIGITS && id.startsWith(stream.incarnation())) {
                jobs.add(new Job(id, state(entry.path("state").asText())));
            }
        }
        return jobs;
    }

    /** Where the newest savepoints of the jobs are that the cluster still knows of this incarnation. */
    List<String> savepoints(DeliveryStream stream) {
        List<String> paths = new ArrayList<>();
        for (Job job : all(stream)) {
            JsonNode path = flink.get("/jobs/" + job.id() + "/checkpoints").at("/latest/savepoint/external_path");
            if (path.isTextual()) {
                paths.add(path.asText());
            }
        }
        return paths;
    }

    /**
     * Id for the stream's next job, the same until the cluster has seen it.
     *
     * @param newest the job before; null if the cluster knows none
     */
    String idAfter(@Nullable Job newest, DeliveryStream stream) {
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
