package io.hydrant.bench.deliver;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * The DataStream job that one would write by hand, in the fastest form we know: source and file sink chained into
 * one task, bulk format over large buffers (the row format writes each record to the file by itself), files rolled with
 * each checkpoint.
 */
final class FileSinkPipeline implements Pipeline {
    @Override
    public void build(StreamExecutionEnvironment env, DeliveryRun run) {
        FileSink<byte[]> files = FileSink.forBulkFormat(
                        new Path(run.output()), new ConcatenatedRecords(run.gzipLevel()))
                .withBucketAssigner(new BasePathBucketAssigner<>())
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .build();
        records(env, run).sinkTo(files);
    }

    @SuppressWarnings("deprecation") // The Kinesis connector is of the generation before Flink's unified sources.
    private static DataStream<byte[]> records(StreamExecutionEnvironment env, DeliveryRun run) {
        return run.input() == Input.KINESIS
                ? env.addSource(KinesisPeerSource.create(run), "records")
                : env.fromSource(PeerSource.create(run), WatermarkStrategy.noWatermarks(), "records");
    }
}
