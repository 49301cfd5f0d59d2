package io.hydrant.test.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.core.config.LambdaConfig;
import io.hydrant.core.definition.LambdaProcessor;
import io.hydrant.core.prefix.PartitionKeys;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.Bundle;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.operators.errors.ErrorLines;
import io.hydrant.operators.lambda.LambdaContext;
import io.hydrant.operators.lambda.LambdaTransformation;
import io.hydrant.test.job.KeptElements;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job that has buffers transformed and ends.
 *
 * @param batches what is delivered, in order
 * @param errorLines what is written to the error output
 */
record TransformationJob(List<RecordBatch> batches, List<String> errorLines) {
    /** Runs it to its end; it is not restarted if it fails. */
    static TransformationJob run(
            MiniCluster cluster,
            LambdaProcessor processor,
            LambdaConfig config,
            LambdaContext context,
            PartitionKeys keys,
            List<Buffer> buffers)
            throws Exception {
        Configuration configuration = new Configuration()
                .set(PipelineOptions.GENERIC_TYPES, false)
                .set(PipelineOptions.OBJECT_REUSE, true)
                .set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(1);
        KeptElements kept = new KeptElements();
        SingleOutputStreamOperator<RecordBatch> transformed = new LambdaTransformation(processor, config, context, keys)
                .attach(env.fromData(buffers, BatchTypes.BUFFER).name("Buffers"), "lambda");
        kept.keep(transformed);
        kept.keep(new ErrorLines(false).attach(transformed.getSideOutput(BatchTypes.FAILURES), "error-lines"));
        try (kept) {
            cluster.executeJobBlocking(env.getStreamGraph().getJobGraph());
            return of(kept.elements());
        }
    }

    private static TransformationJob of(List<Object> kept) {
        List<RecordBatch> batches = new ArrayList<>();
        List<String> errorLines = new ArrayList<>();
        for (Object one : kept) {
            if (one instanceof Bundle line) {
                forEach(line.batch(), errorLines::add);
            } else {
                batches.add((RecordBatch) one);
            }
        }
        return new TransformationJob(batches, errorLines);
    }

    /** The texts of what is delivered. */
    List<String> records() {
        List<String> records = new ArrayList<>();
        batches.forEach(batch -> forEach(batch, records::add));
        return records;
    }

    private static void forEach(RecordBatch batch, Consumer<String> record) {
        for (int i = 0; i < batch.size(); i++) {
            record.accept(new String(batch.bytes(), batch.start(i), batch.end(i) - batch.start(i), UTF_8));
        }
    }
}
