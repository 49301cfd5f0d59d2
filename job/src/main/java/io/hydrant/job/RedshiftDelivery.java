package io.hydrant.job;

import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.config.StreamCredentialsConfig;
import io.hydrant.core.definition.RedshiftCluster;
import io.hydrant.core.definition.RedshiftDestination;
import io.hydrant.core.definition.S3Destination;
import io.hydrant.core.record.Buffer;
import io.hydrant.sinks.redshift.RedshiftCopy;
import io.hydrant.sinks.redshift.RedshiftCopyOptions;
import io.hydrant.sinks.s3.StagedObject;
import io.hydrant.sinks.s3.StagingBucket;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Delivery to Redshift.
 *
 * <pre>
 *  Buffer --staging--> StagedObject --copy--> table
 * </pre>
 */
final class RedshiftDelivery {
    private RedshiftDelivery() {}

    /** Attaches the delivery. */
    static void attach(DataStream<Buffer> buffers, RedshiftDestination destination, JobSpec spec) {
        DataStream<StagedObject> staged =
                S3Objects.staging(spec).attach(buffers, OperatorIds.ofSink(OperatorIds.DELIVERY, spec));
        copy(destination, spec).attach(staged, OperatorIds.ofSink(OperatorIds.COPY, spec));
    }

    /** The step that copies objects into the stream's table, which may have come from elsewhere. */
    static RedshiftCopy copy(RedshiftDestination destination, JobSpec spec) {
        HydrantConfig config = spec.config();
        String stream = spec.definition().name();
        StreamCredentialsConfig configured = config.delivery().credentialsOf(stream);
        boolean given = configured.username() != null;
        boolean iam = config.redshift().iam() && !given && destination.secretArn() == null;
        if (iam) {
            // Fails here, and not in the job, if the definition does not say enough.
            RedshiftCluster unused = destination.cluster(config.redshift().dbUser());
        }
        return new RedshiftCopy(new RedshiftCopyOptions(
                stream,
                spec.versionId(),
                destination,
                given ? configured.username() : destination.username(),
                given ? configured.password() : iam ? null : destination.password(),
                given ? null : destination.secretArn(),
                config.secretsManager(),
                config.redshift(),
                bucket(spec),
                spec.definition().s3().prefix()));
    }

    /** The bucket that the database reads. */
    static StagingBucket bucket(JobSpec spec) {
        S3Destination bucket = spec.definition().s3();
        return new StagingBucket(
                spec.config().s3().bucketUri(bucket.bucket(), spec.config().dataDirectory()), bucket.bucket());
    }
}
