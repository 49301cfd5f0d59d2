package io.hydrant.operators.lambda;

import io.hydrant.clients.http.BoundedBody;
import io.hydrant.clients.http.HttpClients;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Any URL that speaks Lambda's Invoke API: the request is the body of a POST, the response that of its answer. */
final class UrlEndpoint implements Endpoint {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final URI url;
    private final HttpClient client;

    UrlEndpoint(String url) {
        this.url = URI.create(url);
        this.client = HttpClients.create(CONNECT_TIMEOUT);
    }

    @Override
    public CompletableFuture<byte[]> invoke(byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .header("X-Amz-Invocation-Type", "RequestResponse")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        CompletableFuture<HttpResponse<byte[]>> call =
                client.sendAsync(request, BoundedBody.upTo(LambdaErrors.MAX_RESPONSE_BYTES));
        CompletableFuture<byte[]> response = call.thenApply(UrlEndpoint::bodyOf);
        return Cancellation.passOn(response, call);
    }

    private static byte[] bodyOf(HttpResponse<byte[]> response) {
        if (response.statusCode() > 299) {
            String type = response.headers().firstValue("X-Amzn-ErrorType").orElse(null);
            throw new CompletionException(
                    LambdaErrors.of(response.statusCode(), type).asException());
        }
        if (response.headers().firstValue("X-Amz-Function-Error").isPresent()) {
            throw new CompletionException(LambdaErrors.FUNCTION_ERROR.asException());
        }
        return response.body();
    }

    /** The client's exceptions are all of the network. */
    @Override
    public InvocationFailure failureOf(Throwable error) {
        return BoundedBody.isTooLong(error) ? LambdaErrors.RESPONSE_TOO_LARGE : LambdaErrors.noAnswer(error);
    }

    /** The client has no close before Java 21; its threads end when nobody holds it any more. */
    @Override
    public void close() {}
}
