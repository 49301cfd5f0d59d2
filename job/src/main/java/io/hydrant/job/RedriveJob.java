package io.hydrant.job;

import io.hydrant.core.definition.KinesisStream;
import io.hydrant.core.definition.RedshiftDestination;
import io.hydrant.core.definition.S3Destination;
import io.hydrant.core.prefix.PartitionKeys;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.job.redrive.EntryPoint;
import io.hydrant.job.redrive.Findings;
import io.hydrant.job.redrive.RedriveCounts;
import io.hydrant.job.redrive.RedriveFilter;
import io.hydrant.job.redrive.RedrivePlan;
import io.hydrant.job.redrive.RedriveSource;
import io.hydrant.job.redrive.Redrives;
import java.net.URI;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RestoreMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Delivers again what is in a stream's error output: a job that ends, beside the stream's own.
 *
 * <pre>
 *  error objects --those that failed on their way--> processing --+
 *               \--those that were not delivered------------------+--> delivery, as in {@link DeliveryPipeline}
 *                                                                       \--> error output
 *  objects that a database has not copied --> copy
 * </pre>
 *
 * It keeps checkpoints of its own, so delivery is as exact as the stream's. Nothing goes to the backup a second time.
 */
public final class RedriveJob {
    private final JobSpec spec;
    private final Redrives redrives;

    public RedriveJob(JobSpec spec) {
        this.spec = spec;
        this.redrives = new Redrives(FlinkConfiguration.streamDirectory(spec));
    }

    /** The redrives that there have been of the stream. */
    public Redrives redrives() {
        return redrives;
    }

    /**
     * Reads the stream's error output.
     *
     * @throws java.io.UncheckedIOException if it cannot be listed; objects that cannot be read are among the complaints
     */
    public Findings find(RedriveFilter filter) {
        return Findings.in(bucket(), spec.definition(), filter, redrives.all());
    }

    /** Whether the redrive has delivered everything, though nobody has noted it. */
    public boolean hasEnded(RedrivePlan plan) {
        return redrives.isCheckpointed(plan) && newestCheckpoint(plan).isEmpty();
    }

    private Optional<StoredState> newestCheckpoint(RedrivePlan plan) {
        return NewestCheckpoint.in(redrives.folder(plan));
    }

    /**
     * The job of a redrive, which goes on where it was if it has been interrupted.
     *
     * @throws io.hydrant.core.config.InvalidConfigurationException if the configuration does not say where its destination
     *     is: one line
     */
    public JobGraph graph(RedrivePlan plan) {
        Configuration flink = FlinkConfiguration.ofJob(spec);
        flink.set(PipelineOptions.NAME, spec.jobName() + "-redrive-" + plan.number());
        Path folder = redrives.folder(plan);
        flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toString());
        newestCheckpoint(plan).ifPresent(checkpoint -> {
            flink.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.path().toString());
            flink.set(StateRecoveryOptions.RESTORE_MODE, RestoreMode.CLAIM);
        });
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        build(env, plan, folder);
        return env.getStreamGraph().getJobGraph();
    }

    private void build(StreamExecutionEnvironment env, RedrivePlan plan, Path folder) {
        FailureStreams failures = new FailureStreams();
        PartitionKeys keys = PartitionKeys.of(destination().dataPrefix());
        boolean kinesis = spec.definition().source() instanceof KinesisStream;
        RedriveSource source = new RedriveSource(plan, bucket(), kinesis, folder);
        DataStream<RecordBatch> records = null;
        if (plan.records(EntryPoint.PROCESSING) > 0) {
            records = ProcessingSteps.attach(
                    source.attach(env, EntryPoint.PROCESSING, OperatorIds.REDRIVE), keys, spec, failures);
        }
        if (plan.records(EntryPoint.DELIVERY) > 0) {
            records = join(records, source.attach(env, EntryPoint.DELIVERY, OperatorIds.REDRIVE_PROCESSED));
        }
        if (records != null) {
            DeliveryPipeline.deliverProcessed(records, keys, spec, failures);
        }
        if (spec.definition().destination() instanceof RedshiftDestination destination
                && !plan.manifests().isEmpty()) {
            RedshiftDelivery.copy(destination, spec)
                    .attach(source.attachSkipped(env, OperatorIds.REDRIVE_SKIPPED), OperatorIds.REDRIVE_COPY);
        }
        failures.all()
                .map(failed -> RedriveCounts.countFailures(failed, OperatorIds.REDRIVE_FAILED_COUNT))
                .ifPresent(failed -> ErrorOutput.attach(failed, spec));
    }

    private static DataStream<RecordBatch> join(
            @Nullable DataStream<RecordBatch> processed, DataStream<RecordBatch> others) {
        return processed == null ? others : processed.union(others);
    }

    private S3Destination destination() {
        return spec.definition().s3();
    }

    private URI bucket() {
        return spec.config()
                .s3()
                .bucketUri(destination().bucket(), spec.config().dataDirectory());
    }
}
