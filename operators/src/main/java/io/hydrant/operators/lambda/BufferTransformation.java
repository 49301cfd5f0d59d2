package io.hydrant.operators.lambda;

import io.hydrant.core.record.BatchRewriter;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One buffer on its way through a function: request after request, so that a buffer never has more than one invocation in
 * flight. Whichever thread ends an invocation goes on with the next one.
 */
final class BufferTransformation {
    /** What {@code !{firehose:error-output-type}} becomes. */
    static final String OUTPUT_TYPE = "processing-failed";

    private final Invocations invocations;
    private final TransformMetrics metrics;
    private final String details;
    private final Iterator<RequestRecords> requests;
    private final List<RecordBatch> batches = new ArrayList<>();
    private final List<FailedRecord> failures = new ArrayList<>();
    private final BatchRewriter rewriter = new BatchRewriter();
    private final CompletableFuture<Transformed> transformed = new CompletableFuture<>();

    private BufferTransformation(
            Buffer buffer, Target target, Invocations invocations, TransformMetrics metrics, String details) {
        this.invocations = invocations;
        this.metrics = metrics;
        this.details = details;
        long now = System.currentTimeMillis();
        this.requests = RequestCutter.cut(
                        buffer, target, (batch, i) -> fail(batch, i, LambdaErrors.RECORD_TOO_LARGE, 1, now))
                .iterator();
    }

    /**
     * Starts a buffer.
     *
     * @param details further members of error lines
     */
    static CompletableFuture<Transformed> start(
            Buffer buffer, Target target, Invocations invocations, TransformMetrics metrics, String details) {
        BufferTransformation its = new BufferTransformation(buffer, target, invocations, metrics, details);
        its.next();
        return its.transformed;
    }

    private void next() {
        if (!requests.hasNext()) {
            transformed.complete(new Transformed(batches, failures));
            return;
        }
        RequestRecords records = requests.next();
        CompletableFuture<Outcome> unused = invocations.run(records).whenComplete((outcome, error) -> {
            if (error != null) {
                transformed.completeExceptionally(error);
                return;
            }
            try {
                add(records, outcome);
                next();
            } catch (Throwable e) {
                transformed.completeExceptionally(e);
            }
        });
    }

    private void add(RequestRecords records, Outcome outcome) {
        for (RequestRecords.Run run : records.runs()) {
            if (outcome.answers() != null) {
                rewrite(run, outcome.answers(), outcome);
            } else if (outcome.failure() != null) {
                for (int i = run.from(); i < run.to(); i++) {
                    fail(run.batch(), i, outcome.failure(), outcome.attemptsMade(), outcome.endMillis());
                }
            }
        }
    }

    private void rewrite(RequestRecords.Run run, Answers answers, Outcome outcome) {
        RecordBatch batch = run.batch();
        rewriter.begin(batch);
        for (int i = run.from(); i < run.to(); i++) {
            int number = run.firstIndex() + i - run.from();
            InvocationFailure failure = answers.failure(number);
            if (failure != null) {
                // The invocation succeeded, however often it was tried: the record itself was tried once.
                fail(batch, i, failure, 1, outcome.endMillis());
                continue;
            }
            metrics.succeeded(batch, i);
            for (int output = answers.firstOutput(number); output >= 0; output = answers.nextOutput(output)) {
                int start = answers.start(output);
                rewriter.add(i, answers.data().array(), start, answers.end(output) - start);
                setMetadata(answers.metadata(output));
            }
        }
        RecordBatch rewritten = rewriter.finish();
        if (rewritten.size() > 0) {
            batches.add(rewritten);
        }
    }

    /** Behind a function a record's metadata are its partition keys; if the stream has none, what its source said of it. */
    private void setMetadata(byte[] metadata) {
        if (metadata.length > 0) {
            rewriter.metadata(metadata, 0, metadata.length);
        }
    }

    private void fail(RecordBatch batch, int i, InvocationFailure failure, int attemptsMade, long endMillis) {
        failures.add(FailedRecord.of(
                batch, i, OUTPUT_TYPE, failure.code(), failure.message(), attemptsMade, endMillis, details));
    }
}
