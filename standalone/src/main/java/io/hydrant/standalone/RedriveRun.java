package io.hydrant.standalone;

import io.hydrant.job.redrive.RedriveCounts;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.util.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for a redrive's job to end. */
final class RedriveRun {
    private static final Logger LOGGER = LoggerFactory.getLogger(RedriveRun.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final EmbeddedFlink flink;
    private final Consumer<String> out;

    RedriveRun(EmbeddedFlink flink, Consumer<String> out) {
        this.flink = flink;
        this.out = out;
    }

    /**
     * Runs it to its end, and says so when it has to be tried again.
     *
     * @return what became of it; empty if it was stopped before
     * @throws StartException if it cannot be run
     */
    Optional<RedriveCounts> run(JobGraph graph, BooleanSupplier stop) {
        JobID job = flink.start(graph);
        CompletableFuture<JobResult> result = flink.result(job);
        boolean told = false;
        while (!stop.getAsBoolean()) {
            try {
                return Optional.of(counts(result.get(POLL.toMillis(), TimeUnit.MILLISECONDS)));
            } catch (TimeoutException e) {
                if (!told && flink.isRestarting(job)) {
                    told = true;
                    out.accept(
                            "The delivery failed and is tried again until it succeeds, the log says why; Ctrl-C leaves"
                                    + " it for later.");
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("Flink lost the redrive's job", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static RedriveCounts counts(JobResult result) {
        try {
            return RedriveCounts.of(result.toJobExecutionResult(RedriveRun.class.getClassLoader())
                    .getAllAccumulatorResults());
        } catch (JobExecutionException e) {
            LOGGER.error("The redrive's job failed", e);
            Throwable cause = ExceptionUtils.stripException(e, JobExecutionException.class);
            throw new StartException("The redrive cannot run, and is left as it was: " + cause.getMessage(), e);
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("the counters of the redrive cannot be read", e);
        }
    }
}
