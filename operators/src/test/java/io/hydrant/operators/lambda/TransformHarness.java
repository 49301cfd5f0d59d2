package io.hydrant.operators.lambda;

import io.hydrant.core.config.LambdaConfig;
import io.hydrant.core.config.LambdaFunctionConfig;
import io.hydrant.core.definition.LambdaProcessor;
import io.hydrant.core.prefix.PartitionKeys;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.operators.lambda.LambdaContext.Source;
import io.hydrant.operators.lambda.plugin.PlugInJars;
import io.hydrant.operators.lambda.plugin.SplitLines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphTestUtils;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.datastream.AsyncDataStream.OutputMode;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** The asynchronous operator of a transformation, driven by a test. */
final class TransformHarness implements AutoCloseable {
    /** How the function is reached. */
    enum Place {
        URL,
        ARN
    }

    private static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:change:live";
    private static final Backoff SHORT = new Backoff(Duration.ofMillis(1), Duration.ofMillis(5));

    private final String endpoint;
    private final Path plugIns;
    private final Map<String, LambdaFunctionConfig> functions;
    private int retries;
    private int concurrent = 5;
    private Duration timeout = Duration.ofSeconds(20);
    private PartitionKeys keys = PartitionKeys.NONE;
    private @Nullable String accessKey = "key";
    private @Nullable String secretKey = "secret";
    private final Map<String, Metric> metrics = new HashMap<>();
    private OneInputStreamOperatorTestHarness<Buffer, Transformed> harness;

    private TransformHarness(String endpoint, Path plugIns, Map<String, LambdaFunctionConfig> functions) {
        this.endpoint = endpoint;
        this.plugIns = plugIns;
        this.functions = functions;
    }

    static TransformHarness of(Place place, FunctionServer server) {
        return of(place, server.url());
    }

    static TransformHarness of(Place place, String url) {
        return new TransformHarness(
                url,
                Path.of("unused"),
                place == Place.URL
                        ? Map.of("change", new LambdaFunctionConfig(url + "/change", null, null))
                        : Map.of());
    }

    static TransformHarness ofPlugIn(Path folder, Map<String, String> settings) throws IOException {
        PlugInJars.write(folder.resolve("split.jar"), List.of(SplitLines.class));
        return ofPlugIn(folder, "split-lines", settings);
    }

    /** A plug-in that is in the folder already. */
    static TransformHarness ofPlugIn(Path folder, String name, Map<String, String> settings) {
        return new TransformHarness(
                "http://unused", folder, Map.of("change", new LambdaFunctionConfig(null, name, settings)));
    }

    TransformHarness retries(int number) {
        retries = number;
        return this;
    }

    TransformHarness concurrent(int number) {
        concurrent = number;
        return this;
    }

    TransformHarness timeout(Duration limit) {
        timeout = limit;
        return this;
    }

    TransformHarness credentials(@Nullable String key, @Nullable String secret) {
        accessKey = key;
        secretKey = secret;
        return this;
    }

    TransformHarness keys(PartitionKeys ofPrefix) {
        keys = ofPrefix;
        return this;
    }

    TransformHarness open() throws Exception {
        return restore(null);
    }

    TransformHarness restore(OperatorSubtaskState state) throws Exception {
        LambdaConfig config =
                new LambdaConfig(endpoint, null, accessKey, secretKey, null, timeout, concurrent, plugIns, functions);
        LambdaContext context = new LambdaContext(
                "arn:aws:firehose:us-east-1:000000000000:deliverystream/s", "us-east-1", Source.DIRECT_PUT, null);
        LambdaTransformation transformation =
                new LambdaTransformation(new LambdaProcessor(ARN, retries, 1 << 20, 60), config, context, keys, SHORT);
        harness = new OneInputStreamOperatorTestHarness<>(
                new AsyncWaitOperatorFactory<>(transformation.newFunction(), 0, concurrent, OutputMode.ORDERED),
                BatchTypes.BUFFER.createSerializer(new SerializerConfigImpl()),
                environment());
        harness.setup(Transformed.TYPE.createSerializer(new SerializerConfigImpl()));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return this;
    }

    void add(RecordBatch... batches) throws Exception {
        harness.processElement(new Buffer(List.of(batches)), 0);
    }

    /** Ends the input; gives all that came out. */
    List<Transformed> end() throws Exception {
        harness.endInput();
        return output();
    }

    List<Transformed> output() {
        return harness.extractOutputValues();
    }

    OperatorSubtaskState snapshot() throws Exception {
        return harness.snapshot(1, 1);
    }

    long counter(String name) {
        return ((Counter) metric(name)).getCount();
    }

    double success() {
        return (double) ((Gauge<?>) metric("ExecuteProcessing.Success")).getValue();
    }

    private Metric metric(String name) {
        return Objects.requireNonNull(metrics.get(name), () -> name + " is none of " + metrics.keySet());
    }

    /** Knows each metric by its group and its name. */
    private MockEnvironment environment() {
        TestingMetricRegistry registry = TestingMetricRegistry.builder()
                .setRegisterConsumer((metric, name, group) -> {
                    String[] scope = group.getScopeComponents();
                    metrics.put(scope[scope.length - 1] + "." + name, metric);
                })
                .build();
        TaskMetricGroup task = TaskManagerMetricGroup.createTaskManagerMetricGroup(
                        registry, "localhost", ResourceID.generate())
                .addJob(new JobID(), "job")
                .addTask(ExecutionGraphTestUtils.createExecutionAttemptId(), "task");
        return new MockEnvironmentBuilder().setMetricGroup(task).build();
    }

    static Transformed serializeAndRead(Transformed transformed) throws IOException {
        var serializer = Transformed.TYPE.createSerializer(new SerializerConfigImpl());
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(transformed, out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }
}
