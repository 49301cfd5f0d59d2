package io.hydrant.test.partition;

import io.hydrant.core.config.PartitioningConfig;
import io.hydrant.core.definition.BufferingHints;
import io.hydrant.core.definition.CompressionFormat;
import io.hydrant.core.prefix.ObjectKey;
import io.hydrant.core.prefix.PartitionKeys;
import io.hydrant.core.prefix.PrefixExpression;
import io.hydrant.core.prefix.PrefixRules;
import io.hydrant.core.record.BatchRewriter;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.operators.partition.Partitioning;
import io.hydrant.operators.partition.Partitioning.Partitioned;
import io.hydrant.sinks.s3.S3Delivery;
import io.hydrant.sinks.s3.S3ObjectOptions;
import io.hydrant.sinks.s3.S3Output;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Random;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A job with state in RocksDB that buffers records of many partitions and delivers them when its input ends. */
public final class PartitionsMain {
    private static final PrefixExpression PREFIX = PrefixRules.data("!{partitionKeyFromQuery:customer}/", true);
    private static final PartitionKeys KEYS = PartitionKeys.of(PREFIX);
    private static final int RECORDS_PER_BATCH = 500;

    /** Has no factor in common with numbers of partitions that people choose: neighbours differ. */
    private static final int STEP = 7919;

    private PartitionsMain() {}

    /** Arguments: folder for everything, partitions, records, bytes of a record. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int partitions = Integer.parseInt(arguments[1]);
        int batches = Integer.parseInt(arguments[2]) / RECORDS_PER_BATCH;
        int recordBytes = Integer.parseInt(arguments[3]);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, flink(folder));
        DataStream<RecordBatch> records = env.fromSequence(0, batches - 1)
                .map(number -> batch(number, partitions, recordBytes), BatchTypes.RECORD_BATCH);
        ObjectKey key = new ObjectKey(PREFIX, "clicks", "1", "", ZoneOffset.UTC);
        Partitioned partitioned = new Partitioning(
                        KEYS, key, new BufferingHints(64, 900), new PartitioningConfig(partitions, "fail"))
                .attach(records, "bundle", "buffer");
        S3ObjectOptions objects = new S3ObjectOptions(
                "clicks",
                folder.resolve("objects").toUri(),
                key,
                CompressionFormat.UNCOMPRESSED,
                1,
                new byte[0],
                S3Output.DATA,
                null);
        new S3Delivery(objects).attach(partitioned.buffers(), "delivery");
        partitioned
                .failures()
                .map(PartitionsMain::refused, BatchTypes.FAILED_RECORD)
                .sinkTo(new DiscardingSink<>());
        env.execute();
    }

    private static Configuration flink(Path folder) {
        Configuration flink = new Configuration();
        flink.setString("state.backend.type", "rocksdb");
        flink.setString("state.backend.rocksdb.memory.fixed-per-tm", "256 mb");
        flink.setString("state.backend.rocksdb.writebuffer.size", "16 mb");
        flink.setString("execution.checkpointing.incremental", "true");
        flink.setString("execution.checkpointing.interval", "5 s");
        flink.setString(
                "execution.checkpointing.dir",
                folder.resolve("checkpoints").toUri().toString());
        flink.setString("io.tmp.dirs", folder.resolve("tmp").toString());
        flink.setString("taskmanager.memory.network.max", "32 mb");
        flink.setString("taskmanager.memory.network.min", "32 mb");
        flink.setString("pipeline.generic-types", "false");
        flink.setString("pipeline.object-reuse", "true");
        flink.setString("restart-strategy.type", "none");
        return flink;
    }

    /** Records of many partitions, with bytes that RocksDB cannot compress. */
    private static RecordBatch batch(long number, int partitions, int recordBytes) {
        byte[] record = new byte[recordBytes];
        new Random(number).nextBytes(record);
        RecordBatchBuilder builder =
                new RecordBatchBuilder(RECORDS_PER_BATCH * recordBytes).beginRun(0, number, 0, 1_000);
        for (int i = 0; i < RECORDS_PER_BATCH; i++) {
            builder.add(record, 0, recordBytes);
        }
        BatchRewriter rewriter = new BatchRewriter();
        rewriter.begin(builder.build());
        for (int i = 0; i < RECORDS_PER_BATCH; i++) {
            long partition = (number * RECORDS_PER_BATCH + i) * STEP % partitions;
            byte[] metadata = KEYS.encode(new String[] {"customer-" + partition});
            rewriter.keep(i);
            rewriter.metadata(metadata, 0, metadata.length);
        }
        return rewriter.finish();
    }

    private static FailedRecord refused(FailedRecord failed) {
        throw new IllegalStateException(failed.errorCode() + ": " + failed.errorMessage());
    }
}
