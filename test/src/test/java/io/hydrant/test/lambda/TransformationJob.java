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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.SinkFunction;

/**
 * A job that has buffers transformed and ends.
 *
 * @param batches what is delivered, in order
 * @param errorLines what is written to the error output
 */
record TransformationJob(List<RecordBatch> batches, List<String> errorLines) {
    private static final Map<String, Queue<Object>> KEPT = new ConcurrentHashMap<>();

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
        String name = UUID.randomUUID().toString();
        Queue<Object> kept = new ConcurrentLinkedQueue<>();
        KEPT.put(name, kept);
        SingleOutputStreamOperator<RecordBatch> transformed = new LambdaTransformation(processor, config, context, keys)
                .attach(env.fromData(buffers, BatchTypes.BUFFER).name("Buffers"), "lambda");
        keep(transformed, name);
        keep(new ErrorLines(false).attach(transformed.getSideOutput(BatchTypes.FAILURES), "error-lines"), name);
        cluster.executeJobBlocking(env.getStreamGraph().getJobGraph());
        KEPT.remove(name);
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

    @SuppressWarnings("deprecation") // What replaces it needs a class more, for nothing here.
    private static void keep(DataStream<?> stream, String name) {
        stream.addSink(new Keep<>(name)).name("Keep");
    }

    /** Keeps what it gets in a queue of this JVM. */
    @SuppressWarnings("deprecation")
    private record Keep<T>(String name) implements SinkFunction<T> {
        private static final long serialVersionUID = 1;

        @Override
        public void invoke(T value, Context context) {
            Queue<Object> kept = KEPT.get(name);
            if (kept != null) {
                kept.add(value);
            }
        }
    }
}
