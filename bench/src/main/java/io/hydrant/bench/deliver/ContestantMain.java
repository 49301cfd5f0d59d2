package io.hydrant.bench.deliver;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.bench.process.ChildJvm;
import io.hydrant.bench.process.Consumption;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs one contestant in this JVM and answers what it took, in its steady state: a delivery stream runs for months, so
 * neither the start of the job is measured nor the loading and compiling of its classes.
 *
 * <pre>
 *  some jobs, unmeasured: read the topic
 *  last job: start | runs in  |  measured ... end of the topic, stop with --drain, last file published
 * </pre>
 *
 * <p>Bounded sources would be simpler, but such a job waits for its next periodic checkpoint before it ends, which adds up
 * to a whole checkpoint interval by chance.
 */
public final class ContestantMain {
    private static final long POLL_MILLIS = 10;

    private ContestantMain() {}

    /**
     * Runs it.
     *
     * @param args a {@link DeliveryRun} as JSON
     */
    public static void main(String[] args) throws Exception {
        ChildJvm.endWithParent();
        DeliveryRun run = new ObjectMapper().readValue(args[0], DeliveryRun.class);
        ChildJvm.answer(run.contestant() == Contestant.DEFLATER ? deflate(run) : deliver(run));
        System.exit(0);
    }

    private static Measured deflate(DeliveryRun run) throws InterruptedException, ExecutionException {
        DeflaterAlone deflater = new DeflaterAlone(run);
        deflater.compress(run.bytes() * run.warmUp());
        return new Measured(run.bytes(), deflater.compress(run.bytes()), 0, 0, 0);
    }

    private static Measured deliver(DeliveryRun run) throws IOException, InterruptedException, ExecutionException {
        for (int pass = 0; pass < run.warmUp(); pass++) {
            DeliveryRun warmUp = run.warmUpRun(pass);
            readAndDrain(warmUp, start(warmUp));
        }
        LiveHeap.watch();
        CheckpointFigures.forget();
        JobClient job = start(run);
        Start start = awaitRunIn(run, job);
        readAndDrain(run, job);
        return new Measured(
                (long) (run.bytes() * (1 - start.share())),
                start.meter().read(),
                LiveHeap.mostBytes(),
                CheckpointFigures.mostBytes(),
                CheckpointFigures.mostMillis());
    }

    private static JobClient start(DeliveryRun run) throws IOException {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration(run));
        pipeline(run.contestant()).build(env, run);
        SourceProgress.forget(run.input() == Input.KINESIS);
        try {
            return env.executeAsync(env.getStreamGraph());
        } catch (Exception e) {
            throw new IOException("the job was not accepted", e);
        }
    }

    private static void readAndDrain(DeliveryRun run, JobClient job) throws InterruptedException, ExecutionException {
        awaitRead(run.endOffsets(), job);
        String savepoints = Path.of(run.work(), "savepoints").toUri().toString();
        job.stopWithSavepoint(true, savepoints, SavepointFormatType.NATIVE).get();
        job.getJobExecutionResult().get();
    }

    /**
     * Where a measurement begins.
     *
     * @param meter started there
     * @param share of the topic that was read before
     */
    private record Start(Consumption.Meter meter, double share) {
        static Start now(DeliveryRun run) {
            return new Start(new Consumption.Meter(), SourceProgress.share(run.endOffsets()));
        }
    }

    /** Gives the last moment at which no more than the run-in was read: if there is none, before the first record. */
    private static Start awaitRunIn(DeliveryRun run, JobClient job) throws InterruptedException, ExecutionException {
        Start start = Start.now(run);
        for (Start next = start; next.share() <= run.runIn(); next = Start.now(run)) {
            start = next;
            failIfEnded(job);
        }
        return start;
    }

    private static void awaitRead(List<Long> offsets, JobClient job) throws InterruptedException, ExecutionException {
        while (!SourceProgress.reached(offsets)) {
            failIfEnded(job);
        }
    }

    private static void failIfEnded(JobClient job) throws InterruptedException, ExecutionException {
        try {
            job.getJobExecutionResult().get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            throw new IllegalStateException("the job ended before it was told to");
        } catch (TimeoutException e) {
            // Good: it is at work.
        }
    }

    private static Pipeline pipeline(Contestant contestant) {
        return switch (contestant) {
            case HYDRANT -> new HydrantPipeline();
            case FILE_SINK -> new FileSinkPipeline();
            case FLINK_SQL -> new SqlPipeline();
            case DEFLATER -> throw new IllegalArgumentException("the deflater alone is no job");
        };
    }

    private static Configuration configuration(DeliveryRun run) {
        Configuration configuration = new Configuration();
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, run.parallelism());
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                Path.of(run.work(), "checkpoints").toUri().toString());
        configuration.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(DeliveryRun.CHECKPOINT_INTERVAL_MILLIS));
        configuration.setString(
                "metrics.reporter.checkpoints.factory.class", CheckpointFigures.Factory.class.getName());
        configuration.setString("metrics.reporter.checkpoints.interval", "100 ms");
        configuration.setString("metrics.reporter.progress.factory.class", SourceProgress.Factory.class.getName());
        return configuration;
    }
}
