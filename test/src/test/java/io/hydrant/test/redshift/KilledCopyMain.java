package io.hydrant.test.redshift;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.core.definition.CompressionFormat;
import io.hydrant.core.prefix.ObjectKey;
import io.hydrant.core.prefix.PrefixRules;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.operators.buffer.Buffering;
import io.hydrant.sinks.redshift.RedshiftCopy;
import io.hydrant.sinks.redshift.RedshiftCopyOptions;
import io.hydrant.sinks.s3.S3ObjectOptions;
import io.hydrant.sinks.s3.S3Output;
import io.hydrant.sinks.s3.S3Staging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job that delivers numbered records, some with each checkpoint, until there are no more. Started again, it goes on from
 * the newest checkpoint of those before.
 */
public final class KilledCopyMain {
    private static final int RECORDS_PER_CHECKPOINT = 40;

    private KilledCopyMain() {}

    /** Arguments: folder for everything, endpoint of the database, table, how many records. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        long records = Long.parseLong(arguments[3]);
        Configuration flink = CopyJob.flink(folder);
        newestCheckpoint(folder.resolve("checkpoints"))
                .ifPresent(checkpoint -> flink.setString("execution.state-recovery.path", checkpoint.toString()));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, flink);
        DataGeneratorSource<Long> source = new DataGeneratorSource<>(
                n -> n, records, RateLimiterStrategy.perCheckpoint(RECORDS_PER_CHECKPOINT), Types.LONG);
        DataStream<RecordBatch> batches = env.fromSource(source, WatermarkStrategy.noWatermarks(), "numbers")
                .uid("numbers")
                .map(KilledCopyMain::batch, BatchTypes.RECORD_BATCH)
                .uid("batches");
        DataStream<Buffer> buffers = new Buffering(1, 0).attach(batches, "bundle", "buffer");
        RedshiftCopyOptions options = CopyJob.options(
                arguments[1], folder.resolve("bucket"), arguments[2], "", Duration.ZERO, Duration.ofSeconds(1));
        S3ObjectOptions objects = new S3ObjectOptions(
                CopyJob.STREAM,
                options.bucket().bucket(),
                new ObjectKey(PrefixRules.data("staged/"), CopyJob.STREAM, "1", "", ZoneOffset.UTC),
                CompressionFormat.UNCOMPRESSED,
                1,
                new byte[0],
                S3Output.DATA,
                null);
        new RedshiftCopy(options).attach(new S3Staging(objects, options.bucket()).attach(buffers, "delivery"), "copy");
        env.execute();
    }

    private static RecordBatch batch(long number) {
        byte[] record = ("{\"n\":" + number + ",\"text\":\"record " + number + "\"}\n").getBytes(UTF_8);
        RecordBatchBuilder builder =
                new RecordBatchBuilder(record.length).beginRun(0, number, 0, System.currentTimeMillis());
        builder.add(record, 0, record.length);
        return builder.build();
    }

    private static Optional<Path> newestCheckpoint(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(folder, 3)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .map(Path::getParent)
                    .max(Comparator.comparingLong(KilledCopyMain::number));
        }
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring("chk-".length()));
    }
}
