package io.hydrant.job;

import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.sources.directput.DirectPutSource;
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
        Configuration configuration = FlinkConfiguration.ofJob(spec);
        if (env.getConfiguration()
                .getOptional(StateRecoveryOptions.SAVEPOINT_PATH)
                .isPresent()) {
            // The user said where to start from: that is what flink run -s is for.
            configuration.removeConfig(StateRecoveryOptions.SAVEPOINT_PATH);
            configuration.removeConfig(StateRecoveryOptions.RESTORE_MODE);
        } else if (!configuration.contains(StateRecoveryOptions.SAVEPOINT_PATH)) {
            refuseToDeliverTwice(spec);
        }
        env.configure(configuration);
        DeliveryPipeline.build(env, spec);
        env.execute(spec.jobName());
    }

    /** A stream that has delivered before has state somewhere; without it the job would deliver the whole log again. */
    private static void refuseToDeliverTwice(JobSpec spec) throws ProgramParametrizationException {
        String stream = spec.definition().name();
        if (new DirectPutSource(spec.config().log(), BatchTypes.RECORD_BATCH).hasDelivered(stream)) {
            throw new ProgramParametrizationException("flink.checkpointDirectory: "
                    + FlinkConfiguration.checkpointDirectory(spec) + " holds no checkpoint of " + stream
                    + ", which has delivered before: give its savepoint with flink run -s, or delete the consumer group "
                    + spec.config().log().consumerGroup(stream) + " to deliver all that the log holds again");
        }
    }

    /** The job of one delivery stream, to be submitted by the caller; it restores itself from its newest checkpoint. */
    public static JobGraph graph(JobSpec spec) {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(FlinkConfiguration.ofJob(spec));
        DeliveryPipeline.build(env, spec);
        return env.getStreamGraph().getJobGraph();
    }
}
