package io.hydrant.operators.lambda;

import io.hydrant.core.config.LambdaConfig;
import io.hydrant.core.definition.LambdaProcessor;
import io.hydrant.core.prefix.PartitionKeys;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.BatchTypes;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Transforms records by a function, as Firehose does it: one that is Amazon's, any URL that speaks its API, or a plug-in.
 *
 * <pre>
 *  Buffer --invoke, maxConcurrentInvocations at a time, in order--> Transformed --+--> RecordBatch
 *                                                                                  \__ FailedRecord (FAILURES)
 * </pre>
 *
 * <p>A buffer becomes as many requests as its size needs, one after the other. An invocation that fails is tried again
 * NumberOfRetries times, then all of its records fail. Buffers in flight are part of a checkpoint: after a restart they are
 * invoked again, so a function may see records twice, but its results go on once.
 */
public final class LambdaTransformation {
    private static final long NO_TIMEOUT = 0;

    private final FunctionLocation function;
    private final LambdaContext context;
    private final PartitionKeys keys;
    private final int maxConcurrentInvocations;
    private final Invocations.Limits limits;

    /**
     * @param definition the processor
     * @param config where its function is, and how it is invoked
     * @param context what the function is told
     * @param keys partition keys whose values from the function are kept as the records' metadata
     */
    public LambdaTransformation(
            LambdaProcessor definition, LambdaConfig config, LambdaContext context, PartitionKeys keys) {
        this(definition, config, context, keys, Backoff.DEFAULT);
    }

    LambdaTransformation(
            LambdaProcessor definition,
            LambdaConfig config,
            LambdaContext context,
            PartitionKeys keys,
            Backoff backoff) {
        this.function = FunctionLocation.of(definition, config);
        this.context = context;
        this.keys = keys;
        this.maxConcurrentInvocations = config.maxConcurrentInvocations();
        this.limits = new Invocations.Limits(definition.numberOfRetries(), config.timeout(), backoff);
    }

    /** Attaches the step under constant uids: the given one, and the same with {@code -results} behind. */
    public SingleOutputStreamOperator<RecordBatch> attach(DataStream<Buffer> buffers, String uid) {
        // No time limit of Flink's: retries take theirs, and each attempt has its own.
        return AsyncDataStream.orderedWait(
                        buffers, newFunction(), NO_TIMEOUT, TimeUnit.MILLISECONDS, maxConcurrentInvocations)
                .returns(Transformed.TYPE)
                .name("Lambda")
                .uid(uid)
                .transform("Lambda results", BatchTypes.RECORD_BATCH, new ResultsOperator())
                .uid(uid + "-results");
    }

    TransformFunction newFunction() {
        return new TransformFunction(function, context, keys, maxConcurrentInvocations, limits);
    }
}
