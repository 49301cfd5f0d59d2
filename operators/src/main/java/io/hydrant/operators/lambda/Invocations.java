package io.hydrant.operators.lambda;

import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries each request until it is answered or the retries are used up, without holding a thread while it waits. */
final class Invocations {
    private static final Logger LOGGER = LoggerFactory.getLogger(Invocations.class);

    /** What can be chosen about it. */
    record Limits(int numberOfRetries, Duration timeout, Backoff backoff) implements Serializable {}

    private final Target target;
    private final String functionArn;
    private final Limits limits;
    private final ExecutorService workers;
    private final ScheduledExecutorService timer;
    private final TransformMetrics metrics;

    /**
     * @param workers make requests and read responses
     * @param timer ends attempts and begins further ones
     */
    Invocations(
            Target target,
            String functionArn,
            Limits limits,
            ExecutorService workers,
            ScheduledExecutorService timer,
            TransformMetrics metrics) {
        this.target = target;
        this.functionArn = functionArn;
        this.limits = limits;
        this.workers = workers;
        this.timer = timer;
        this.metrics = metrics;
    }

    /** Starts a request; the future ends with an exception only if something is broken that trying again does not mend. */
    CompletableFuture<Outcome> run(RequestRecords records) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        guarded(
                outcome,
                () -> workers.execute(() -> guarded(outcome, () -> attempt(target.prepare(records), 1, outcome))));
        return outcome;
    }

    private void attempt(Target.Invocation invocation, int number, CompletableFuture<Outcome> outcome) {
        long start = System.nanoTime();
        CompletableFuture<Answers> answers = invocation.start();
        Future<?> deadline =
                timer.schedule(() -> answers.cancel(true), limits.timeout().toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Answers> unused = answers.whenComplete((result, error) -> guarded(outcome, () -> {
            deadline.cancel(false);
            InvocationFailure failure = error == null ? null : failureOf(error);
            metrics.attempted(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start), isAnswered(failure));
            if (failure != null && failure.retried() && number <= limits.numberOfRetries()) {
                retry(invocation, number, failure, outcome);
            } else {
                end(new Outcome(result, failure, number, System.currentTimeMillis()), outcome);
            }
        }));
    }

    /** A function that answers nonsense was executed nonetheless. */
    private static boolean isAnswered(@org.jspecify.annotations.Nullable InvocationFailure failure) {
        return failure == null || !failure.retried();
    }

    private void retry(
            Target.Invocation invocation, int made, InvocationFailure failure, CompletableFuture<Outcome> outcome) {
        long wait = limits.backoff().millisAfter(made);
        LOGGER.debug("Invocation of {} failed with {}, trying again in {} ms", functionArn, failure.code(), wait);
        metrics.retried();
        Runnable next = () -> guarded(outcome, () -> attempt(invocation, made + 1, outcome));
        Future<?> unused =
                timer.schedule(() -> guarded(outcome, () -> workers.execute(next)), wait, TimeUnit.MILLISECONDS);
    }

    private void end(Outcome ended, CompletableFuture<Outcome> outcome) {
        InvocationFailure failure = ended.failure();
        if (failure != null) {
            LOGGER.warn(
                    "Invocation of {} failed with {} after {} attempts: {}",
                    functionArn,
                    failure.code(),
                    ended.attemptsMade(),
                    failure.message());
        }
        outcome.complete(ended);
    }

    /** A step that throws must not leave the buffer in flight for ever. */
    private static void guarded(CompletableFuture<Outcome> outcome, Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            outcome.completeExceptionally(e);
        }
    }

    private static InvocationFailure failureOf(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof CancellationException) {
            return LambdaErrors.TIMED_OUT;
        }
        if (cause instanceof InvocationException known) {
            return known.failure();
        }
        throw new IllegalStateException("an answer of the function could not be read", cause);
    }
}
