package io.hydrant.sinks.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.clients.aws.ServiceException;
import io.hydrant.clients.http.BoundedBody;
import io.hydrant.clients.http.HttpClients;
import io.hydrant.core.config.DeliveryConfig;
import io.hydrant.sinks.request.Verdict;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends bulk requests, bounded in time and size. Any thread may call. */
final class BulkClient implements AutoCloseable {
    /** Of an answer without items. */
    private static final int MIN_ANSWER_BYTES = 64 << 10;
    /** For each item: its error is cut when it is kept, but it has to be read. */
    private static final int ANSWER_BYTES_PER_ITEM = 4 << 10;

    private static final int MAX_ANSWER_BYTES = 256 << 20;

    private final URI url;
    private final Authentication authentication;
    private final Duration timeout;
    private final ScheduledExecutorService timer;
    private final HttpClient http;

    /**
     * @param url that bulk requests are posted to
     * @param authentication closed with the client
     * @param timer ends requests that take too long
     */
    BulkClient(URI url, Authentication authentication, DeliveryConfig delivery, ScheduledExecutorService timer) {
        this.url = url;
        this.authentication = authentication;
        this.timeout = delivery.responseTimeout();
        this.timer = timer;
        this.http = HttpClients.create(delivery.connectTimeout(), delivery.tls());
    }

    /**
     * What came of a request.
     *
     * @param status of the answer; 0 if there is none
     * @param body of the answer
     * @param noAnswer what that means for all documents; null if there is one
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Outcome(int status, byte[] body, @Nullable Verdict noAnswer) {}

    /**
     * Posts documents.
     *
     * @param items how many there are
     * @return fails only by a defect
     */
    CompletableFuture<Outcome> post(byte[] body, int length, int items) {
        HttpRequest request;
        try {
            request = authentication.post(
                    HttpRequest.newBuilder(url).header("Content-Type", "application/x-ndjson"), body, length);
        } catch (ServiceException e) {
            // No server would let us in.
            byte[] why = String.valueOf(e.getMessage()).getBytes(UTF_8);
            return CompletableFuture.completedFuture(new Outcome(SearchVerdicts.FORBIDDEN, why, null));
        }
        int limit = (int) Math.min(MAX_ANSWER_BYTES, MIN_ANSWER_BYTES + (long) ANSWER_BYTES_PER_ITEM * items);
        CompletableFuture<HttpResponse<byte[]>> call = http.sendAsync(request, BoundedBody.upTo(limit));
        Future<?> end = timer.schedule(() -> call.cancel(true), timeout.toMillis(), TimeUnit.MILLISECONDS);
        return call.handle((response, error) -> {
            end.cancel(false);
            return error == null ? new Outcome(response.statusCode(), response.body(), null) : none(verdict(error));
        });
    }

    private static Outcome none(Verdict verdict) {
        return new Outcome(0, new byte[0], verdict);
    }

    private Verdict verdict(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof CancellationException) {
            return SearchVerdicts.ofNoAnswer(true, "no answer in " + timeout.toMillis() + " ms");
        }
        if (BoundedBody.isTooLong(cause) || cause instanceof IOException) {
            String why = cause.getMessage() == null ? "" : ": " + cause.getMessage();
            return SearchVerdicts.ofNoAnswer(
                    cause instanceof HttpTimeoutException, cause.getClass().getSimpleName() + why);
        }
        throw new IllegalStateException("the HTTP client failed", cause);
    }

    @Override
    public void close() {
        authentication.close();
    }
}
