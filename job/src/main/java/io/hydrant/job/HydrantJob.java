package io.hydrant.job;

import io.hydrant.core.config.InvalidConfigurationException;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Entry of {@code hydrant-job.jar}: {@code flink run hydrant-job.jar --stream clicks.json}, where the file is what
 * {@code aws firehose create-delivery-stream --cli-input-json} takes.
 */
public final class HydrantJob {
    private HydrantJob() {}

    /**
     * Submits the job of one delivery stream to the cluster that runs this program.
     *
     * @throws ProgramParametrizationException with one line that names the option, its value and the fix
     */
    public static void main(String[] arguments) throws Exception {
        JobSpec spec = JobArguments.parse(arguments);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        try {
            configure(env, spec);
            DeliveryPipeline.build(env, spec);
        } catch (InvalidConfigurationException e) {
            throw new ProgramParametrizationException(e.getMessage());
        }
        env.execute(spec.jobName());
    }

    static void configure(StreamExecutionEnvironment env, JobSpec spec) {
        Configuration configuration = FlinkConfiguration.ofJob(spec);
        if (env.getConfiguration()
                .getOptional(StateRecoveryOptions.SAVEPOINT_PATH)
                .isPresent()) {
            // flink run -s: the user said where to start from, which wins over flink.options as well.
            configuration.removeConfig(StateRecoveryOptions.SAVEPOINT_PATH);
            configuration.removeConfig(StateRecoveryOptions.RESTORE_MODE);
        } else {
            RestorePoint.addTo(configuration, spec);
        }
        env.configure(configuration);
    }

    /**
     * The job of one delivery stream, to be submitted by the caller; it goes on where the stream's jobs so far have come
     * to: from the savepoint of a drain, or else from the newest checkpoint.
     *
     * @throws InvalidConfigurationException if there is neither, but the stream has delivered before, or if the
     *     configuration does not say where its source is: one line
     * @throws java.io.UncheckedIOException if the folder of its checkpoints cannot be read
     * @throws IllegalStateException if there is neither and Kafka does not say whether it has delivered
     */
    public static JobGraph graph(JobSpec spec) {
        Configuration configuration = FlinkConfiguration.ofJob(spec);
        RestorePoint.addTo(configuration, spec);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        DeliveryPipeline.build(env, spec);
        return env.getStreamGraph().getJobGraph();
    }
}
