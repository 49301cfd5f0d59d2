package io.hydrant.bench.deliver;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.bench.process.ChildJvm;
import io.hydrant.bench.process.Consumption;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * Runs one contestant in this JVM and answers what it took: from the submission of the job until it has read the whole
 * topic, was stopped with {@code --drain} and has published its last file.
 *
 * <p>Bounded sources would be simpler, but such a job waits for its next periodic checkpoint before it ends, which adds up
 * to a whole checkpoint interval by chance. Before that, the same job reads part of the topic unmeasured: loading and
 * compiling classes costs each contestant some five CPU-seconds once, and a delivery stream runs for months.
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
        if (run.contestant() == Contestant.DEFLATER) {
            DeflaterAlone deflater = new DeflaterAlone(run);
            deflater.compress((long) (run.bytes() * run.warmUp()));
            ChildJvm.answer(deflater.compress(run.bytes()));
        } else {
            if (run.warmUp() > 0) {
                deliver(run.warmUpRun());
            }
            ChildJvm.answer(deliver(run));
        }
        System.exit(0);
    }

    private static Consumption deliver(DeliveryRun run) throws IOException, InterruptedException, ExecutionException {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration(run));
        pipeline(run.contestant()).build(env, run);
        StreamGraph graph = env.getStreamGraph();
        SourceProgress.forget();

        Consumption.Meter meter = new Consumption.Meter();
        JobClient job;
        try {
            job = env.executeAsync(graph);
        } catch (Exception e) {
            throw new IOException("the job was not accepted", e);
        }
        while (!SourceProgress.reached(run.endOffsets())) {
            failIfEnded(job);
        }
        String savepoints = Path.of(run.work(), "savepoints").toUri().toString();
        job.stopWithSavepoint(true, savepoints, SavepointFormatType.NATIVE).get();
        job.getJobExecutionResult().get();
        return meter.read();
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
        configuration.setString("metrics.reporter.progress.factory.class", SourceProgress.Factory.class.getName());
        return configuration;
    }
}
