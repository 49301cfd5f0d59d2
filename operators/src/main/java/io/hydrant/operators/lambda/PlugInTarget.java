package io.hydrant.operators.lambda;

import io.hydrant.core.prefix.PartitionKeys;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.transform.RecordTransformer;
import io.hydrant.core.transform.TransformContext;
import io.hydrant.operators.lambda.plugin.PlugIn;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plug-in in place of a function, in the job's own process: no JSON, and so none of Lambda's limits of size. What it throws
 * is a function's error, as if Lambda had returned it.
 */
final class PlugInTarget implements Target {
    private static final Logger LOGGER = LoggerFactory.getLogger(PlugInTarget.class);

    private final PlugIn plugIn;
    private final LambdaContext context;
    private final TransformContext transformContext;
    private final PartitionKeys keys;
    private final ExecutorService workers;
    /** Guards itself and what follows. */
    private final ArrayDeque<RecordTransformer> idle = new ArrayDeque<>();

    private int busy;
    private boolean closed;

    /**
     * Opens a first instance, so that a plug-in that cannot work says so when the job starts.
     *
     * @param workers run the plug-in, one invocation each
     */
    PlugInTarget(
            PlugIn plugIn,
            FunctionLocation function,
            LambdaContext context,
            PartitionKeys keys,
            ExecutorService workers)
            throws Exception {
        this.plugIn = plugIn;
        this.context = context;
        this.transformContext = new TransformContext(
                context.deliveryStreamArn(), context.region(), context.sourceArn(), function.settings());
        this.keys = keys;
        this.workers = workers;
        idle.push(inItsLoader(this::newTransformer));
    }

    @Override
    public long maxRequestLength() {
        return Long.MAX_VALUE;
    }

    @Override
    public long envelopeLength() {
        return 0;
    }

    @Override
    public long recordLength(RecordBatch batch, int i) {
        return 0;
    }

    @Override
    public Invocation prepare(RequestRecords records) {
        return () -> {
            CompletableFuture<Answers> answers = new CompletableFuture<>();
            Future<?> call = workers.submit(() -> run(records, answers));
            return Cancellation.passOn(answers, call);
        };
    }

    private void run(RequestRecords records, CompletableFuture<Answers> answers) {
        try {
            answers.complete(inItsLoader(() -> transform(records)));
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            // Its message may show what is in a record.
            StackTraceElement[] trace = e.getStackTrace();
            LOGGER.warn(
                    "Plug-in for {} threw {} at {}",
                    transformContext.deliveryStreamArn(),
                    e.getClass().getName(),
                    trace.length == 0 ? "an unknown place" : trace[0]);
            answers.completeExceptionally(LambdaErrors.FUNCTION_ERROR.asException());
        } catch (Throwable e) {
            // Out of memory, for one: nothing that trying again would mend.
            answers.completeExceptionally(e);
        }
    }

    private Answers transform(RequestRecords records) throws Exception {
        RecordTransformer transformer = take();
        try {
            return transform(records, transformer);
        } finally {
            giveBack(transformer);
        }
    }

    private RecordTransformer take() throws Exception {
        RecordTransformer transformer;
        synchronized (idle) {
            busy++;
            transformer = idle.poll();
        }
        if (transformer != null) {
            return transformer;
        }
        try {
            return newTransformer();
        } catch (Throwable e) {
            giveBack(null);
            throw e;
        }
    }

    /** After the end of the job the last one that comes back, if it was not left hanging, closes the plug-in. */
    private void giveBack(@Nullable RecordTransformer transformer) {
        synchronized (idle) {
            busy--;
            if (transformer != null) {
                idle.push(transformer);
            }
            if (closed) {
                closeIdle();
            }
        }
    }

    private Answers transform(RequestRecords records, RecordTransformer transformer) throws Exception {
        Answers answers = new Answers(records.size(), 8192);
        PlugInResults results = new PlugInResults(answers, keys);
        RecordIds ids = new RecordIds(records.size());
        for (RequestRecords.Run run : records.runs()) {
            RecordView view = new RecordView(run, context.source(), ids);
            for (int i = run.from(); i < run.to(); i++) {
                view.moveTo(i);
                results.begin(run.firstIndex() + i - run.from());
                transformer.transform(view, results);
                results.end();
            }
        }
        return answers;
    }

    private RecordTransformer newTransformer() throws Exception {
        RecordTransformer transformer = plugIn.newTransformer();
        transformer.open(transformContext);
        return transformer;
    }

    /** Libraries look for classes and services in the thread's class loader. */
    private <T> T inItsLoader(Callable<T> action) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(plugIn.classLoader());
        try {
            return action.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Does not wait: instances that are busy are closed by their own threads, never beside them. */
    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            closeIdle();
        }
    }

    private void closeIdle() {
        for (RecordTransformer transformer = idle.poll(); transformer != null; transformer = idle.poll()) {
            try {
                transformer.close();
            } catch (Exception e) {
                LOGGER.warn("Plug-in {} did not close", transformer.getClass().getName(), e);
            }
        }
        if (busy == 0) {
            try {
                plugIn.close();
            } catch (IOException e) {
                LOGGER.warn("The plug-in's jars could not be closed", e);
            }
        }
    }
}
