package io.hydrant.gateway.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.config.ConfigReader;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.gateway.store.DeliveryStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs, named {@code hydrant-<stream>}, in a Flink session cluster, over its REST API.
 *
 * <p>A job's id is the stream's incarnation followed by a count of its jobs, see {@link SessionJobs}: whoever submits the
 * same job twice, because a gateway died or an answer got lost, is refused by the cluster and no stream ever has two jobs.
 */
public final class SessionDeployer implements JobDeployer {
    private static final Logger LOGGER = LoggerFactory.getLogger(SessionDeployer.class);
    private static final Duration POLL = Duration.ofMillis(200);
    /** A drain delivers all buffers, to a destination that may be slow. */
    private static final Duration DRAIN_TIMEOUT = Duration.ofMinutes(10);

    private final FlinkRestClient flink;
    private final SessionJobs jobs;
    private final SessionJar jar;
    private final SessionCheckpoints checkpoints;
    private final HydrantConfig config;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param config whose {@code flink} section names the cluster and the job's jar */
    public SessionDeployer(HydrantConfig config) {
        String restUrl = config.flink().restUrl();
        String jobJar = config.flink().jobJar();
        if (restUrl == null || jobJar == null) {
            throw new IllegalArgumentException("flink.restUrl and flink.jobJar are needed");
        }
        this.config = config;
        this.flink = new FlinkRestClient(restUrl);
        this.checkpoints = new SessionCheckpoints(config);
        this.jobs = new SessionJobs(flink);
        this.jar = new SessionJar(flink, Path.of(jobJar));
    }

    @Override
    public JobState state(DeliveryStream stream) {
        SessionJobs.Job job = jobs.newest(stream);
        return job == null ? JobState.ABSENT : job.state();
    }

    @Override
    public void start(DeliveryStream stream) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        SessionJobs.Job newest = jobs.newest(stream);
        if (newest != null && alive(newest.state())) {
            LOGGER.info("Job {} of {} has been started by another gateway", newest.id(), stream.name());
            return;
        }
        String jobId = jobs.idAfter(newest, stream);
        body.put("jobId", jobId);
        ArrayNode arguments = body.putArray("programArgsList");
        arguments.add("--definition").add(stream.definition().toString());
        arguments.add("--config").add(ConfigReader.toJson(config.forJobs()));
        arguments.add("--version-id").add(Long.toString(stream.versionId()));
        arguments.add("--incarnation").add(stream.incarnation());
        Instant start = Objects.requireNonNull(stream.deliveryStart(), "a delivery that has not begun is started");
        arguments.add("--delivery-start").add(start.toString());
        arguments.add("--drained-version").add(Long.toString(stream.updates().drainedVersion()));
        try {
            flink.post("/jars/" + jar.id() + "/run", body);
        } catch (DeploymentException e) {
            if (!String.valueOf(e.getMessage()).contains("DuplicateJobSubmission")) {
                throw e;
            }
            LOGGER.info("Job {} of {} had been submitted already", jobId, stream.name());
        }
    }

    @Override
    public void drain(DeliveryStream stream) {
        SessionJobs.Job job = jobs.newest(stream);
        if (job == null) {
            throw new DeploymentException("There is no job of " + stream.name() + " to drain");
        }
        if (job.state() == JobState.FINISHED) {
            return;
        }
        stop(job.id(), checkpoints.drainFolder(stream));
        JobState end = awaitEnd(stream, job);
        if (end != JobState.FINISHED) {
            throw new DeploymentException("Job " + job.id() + " of " + stream.name() + " ended " + end);
        }
        LOGGER.info("Drained {}", stream.name());
    }

    @Override
    public void cancel(DeliveryStream stream) {
        SessionJobs.Job job = jobs.newest(stream);
        if (job != null && alive(job.state())) {
            flink.patch("/jobs/" + job.id() + "?mode=cancel");
            JobState end = awaitEnd(stream, job);
            LOGGER.info("Cancelled the job of {}, which ended {}", stream.name(), end);
        }
    }

    private JobState awaitEnd(DeliveryStream stream, SessionJobs.Job job) {
        return poll("job " + job.id() + " to end", () -> {
            JobState state = state(stream);
            return alive(state) ? null : state;
        });
    }

    private static boolean alive(JobState state) {
        return state == JobState.RUNNING || state == JobState.STARTING;
    }

    /** Stops a job with drain and returns when Flink has taken a savepoint along the way. */
    private void stop(String jobId, String savepointDirectory) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("drain", true);
        body.put("targetDirectory", savepointDirectory);
        String trigger =
                flink.post("/jobs/" + jobId + "/stop", body).path("request-id").asText();
        poll("the drain of job " + jobId, () -> {
            JsonNode status = flink.get("/jobs/" + jobId + "/savepoints/" + trigger);
            if (!status.path("status").path("id").asText().equals("COMPLETED")) {
                return null;
            }
            JsonNode operation = status.path("operation");
            if (operation.has("failure-cause")) {
                throw new DeploymentException("Job " + jobId + " cannot be drained: "
                        + operation.path("failure-cause").path("class").asText());
            }
            return operation;
        });
    }

    /** The drain's savepoint goes only now: should the cluster forget the job before, the next one starts from there. */
    @Override
    public void forget(DeliveryStream stream) {
        if (!checkpoints.delete(stream)) {
            disposeOfDrainSavepoints(stream);
        }
    }

    /** Flink reaches the folders that this machine does not, and knows the savepoints of the jobs that it remembers. */
    private void disposeOfDrainSavepoints(DeliveryStream stream) {
        try {
            for (String savepoint : jobs.savepoints(stream)) {
                ObjectNode body = JsonNodeFactory.instance.objectNode().put("savepoint-path", savepoint);
                flink.post("/savepoint-disposal", body);
            }
        } catch (DeploymentException e) {
            LOGGER.warn("Savepoints of {}'s drains are not needed any more but stay", stream.name(), e);
        }
    }

    private <T> T poll(String what, Supplier<@Nullable T> question) {
        long end = System.nanoTime() + DRAIN_TIMEOUT.toNanos();
        while (System.nanoTime() < end) {
            T answer = question.get();
            if (answer != null) {
                return answer;
            }
            try {
                if (closed.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new DeploymentException("Closed while waiting for " + what);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DeploymentException("Interrupted while waiting for " + what, e);
            }
        }
        throw new DeploymentException("Waited " + DRAIN_TIMEOUT.toMinutes() + " min in vain for " + what);
    }

    /** Ends waiting; jobs go on. */
    @Override
    public void close() {
        closed.countDown();
    }
}
