package io.hydrant.operators.lambda;

import org.jspecify.annotations.Nullable;

/**
 * How a request ended: with answers, or with a failure of all of its records.
 *
 * @param answers null if it failed
 * @param failure null if it did not
 * @param attemptsMade how often it was tried
 * @param endMillis when the last attempt ended, epoch milliseconds
 */
record Outcome(@Nullable Answers answers, @Nullable InvocationFailure failure, int attemptsMade, long endMillis) {}
