package io.hydrant.operators.lambda;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** A future that depends on another does not cancel that by itself. */
final class Cancellation {
    private Cancellation() {}

    /** Has the work cancelled when its result is; gives the result. */
    static <T> CompletableFuture<T> passOn(CompletableFuture<T> result, Future<?> work) {
        CompletableFuture<T> unused = result.whenComplete((value, error) -> {
            if (result.isCancelled()) {
                work.cancel(true);
            }
        });
        return result;
    }
}
