package io.hydrant.job.redrive;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.sinks.s3.StagedObject;
import io.hydrant.sinks.s3.StagedObjectType;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.enumerate.FileEnumerator;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Reads what a plan takes, to the end and each line once: Flink's file source over the objects of the plan.
 *
 * <pre>
 *  objects --lines--> those that the plan takes --> RecordBatch
 * </pre>
 *
 * Each object is one split; how many of its lines have been read is in the checkpoint.
 */
public final class RedriveSource {
    private final RedrivePlan plan;
    private final URI bucket;
    private final boolean kinesis;
    private final Path folder;

    /**
     * @param bucket of the error output
     * @param kinesis whether the stream reads a Kinesis data stream
     * @param folder where the redrive's checkpoints are
     */
    public RedriveSource(RedrivePlan plan, URI bucket, boolean kinesis, Path folder) {
        this.plan = plan;
        this.bucket = bucket;
        this.kinesis = kinesis;
        this.folder = folder;
    }

    /** Attaches a source of the records that go in there; the operators get uids that start with {@code uid}. */
    public DataStream<RecordBatch> attach(StreamExecutionEnvironment env, EntryPoint entry, String uid) {
        List<String> keys = new ArrayList<>();
        for (PlannedObject object : plan.objects()) {
            if (object.records(entry) > 0) {
                keys.add(object.key());
            }
        }
        LineFormat format = new LineFormat(plan, entry, new RecordPlaces(plan.number(), kinesis));
        FileSource<RecordBatch> source = FileSource.forBulkFileFormat(format, new Path(bucket))
                .setFileEnumerator(splits(bucket.toString(), keys))
                .build();
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), "Redrive " + entry, BatchTypes.RECORD_BATCH)
                .uid(uid)
                .transform(
                        "Count taken",
                        BatchTypes.RECORD_BATCH,
                        new CountOperator<>(RedriveCounts.TAKEN, RecordBatch::size, folder))
                .uid(uid + "-count");
    }

    /** Attaches a source of the objects that a database has not copied. */
    public DataStream<StagedObject> attachSkipped(StreamExecutionEnvironment env, String uid) {
        List<StagedObject> objects = new ArrayList<>();
        for (SkippedObjects manifest : plan.manifests()) {
            for (SkippedObjects.Entry entry : manifest.entries()) {
                objects.add(StagedObject.published(entry.url(), entry.records(), 0, manifest.failedMillis()));
            }
        }
        return env.fromData(objects, StagedObjectType.INSTANCE)
                .setParallelism(1)
                .uid(uid)
                .transform(
                        "Count taken",
                        StagedObjectType.INSTANCE,
                        new CountOperator<>(RedriveCounts.TAKEN, StagedObject::records, folder))
                .setParallelism(1)
                .uid(uid + "-count");
    }

    private static FileEnumerator.Provider splits(String bucket, List<String> keys) {
        return () -> new PlannedSplits(bucket, keys);
    }

    /** The objects of a plan, without a look at the bucket: each whole. */
    private record PlannedSplits(String bucket, List<String> keys) implements FileEnumerator {
        @Override
        public Collection<FileSourceSplit> enumerateSplits(Path[] paths, int minDesiredSplits) throws IOException {
            List<FileSourceSplit> splits = new ArrayList<>(keys.size());
            for (String key : keys) {
                Path path = new Path(bucket + "/" + key);
                // Length and time are for formats that care; this one reads to the end.
                splits.add(new FileSourceSplit(key, path, 0, Long.MAX_VALUE, 0, Long.MAX_VALUE));
            }
            return splits;
        }
    }
}
