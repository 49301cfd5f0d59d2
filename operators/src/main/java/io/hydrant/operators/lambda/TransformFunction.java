package io.hydrant.operators.lambda;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.hydrant.core.prefix.PartitionKeys;
import io.hydrant.core.record.Buffer;
import io.hydrant.operators.lambda.plugin.PlugIn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/** Has each buffer transformed; how many at a time, and in which order they leave, is the operator's business. */
final class TransformFunction extends RichAsyncFunction<Buffer, Transformed> {
    private static final long serialVersionUID = 1L;

    /** The client's own time limits only end what ours did not. */
    private static final Duration CLIENT_TIMEOUT_MARGIN = Duration.ofSeconds(10);

    private final FunctionLocation function;
    private final LambdaContext context;
    private final PartitionKeys keys;
    private final int maxConcurrentInvocations;
    private final Invocations.Limits limits;

    private transient ExecutorService workers;
    private transient ScheduledThreadPoolExecutor timer;
    private transient Target target;
    private transient TransformMetrics metrics;
    private transient Invocations invocations;
    private transient String details;
    private transient volatile boolean closed;

    TransformFunction(
            FunctionLocation function,
            LambdaContext context,
            PartitionKeys keys,
            int maxConcurrentInvocations,
            Invocations.Limits limits) {
        this.function = function;
        this.context = context;
        this.keys = keys;
        this.maxConcurrentInvocations = maxConcurrentInvocations;
        this.limits = limits;
    }

    @Override
    public void open(OpenContext unused) throws Exception {
        workers = Executors.newCachedThreadPool(threads("lambda-worker"));
        timer = new ScheduledThreadPoolExecutor(1, threads("lambda-timer"));
        timer.setRemoveOnCancelPolicy(true);
        target = newTarget();
        metrics = new TransformMetrics(getRuntimeContext().getMetricGroup());
        invocations = new Invocations(target, function.arn(), limits, workers, timer, metrics);
        details =
                "\"lambdaArn\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(function.arn())) + "\"";
    }

    private static ThreadFactory threads(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private Target newTarget() throws Exception {
        if (function.plugIn() != null) {
            PlugIn plugIn = PlugIn.find(Path.of(function.plugInDirectory()), function.plugIn());
            return new PlugInTarget(plugIn, function, context, keys, workers);
        }
        Endpoint endpoint = function.url() != null
                ? new UrlEndpoint(function.url())
                : new AwsEndpoint(function, limits.timeout().plus(CLIENT_TIMEOUT_MARGIN), maxConcurrentInvocations);
        return new RemoteTarget(endpoint, context, keys, workers);
    }

    @Override
    public void asyncInvoke(Buffer buffer, ResultFuture<Transformed> result) {
        CompletableFuture<Transformed> unused = BufferTransformation.start(
                        buffer, target, invocations, metrics, details)
                .whenComplete((transformed, error) -> {
                    if (closed) {
                        return;
                    }
                    if (error != null) {
                        result.completeExceptionally(error);
                    } else {
                        result.complete(List.of(transformed));
                    }
                });
    }

    /** What is in flight is in the checkpoint, and is invoked again from there; what it still says is not heard. */
    @Override
    public void close() {
        closed = true;
        if (timer != null) {
            timer.shutdownNow();
        }
        if (workers != null) {
            workers.shutdownNow();
        }
        if (target != null) {
            target.close();
        }
    }
}
