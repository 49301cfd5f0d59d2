package io.hydrant.sinks.splunk;

import io.hydrant.clients.http.BoundedBody;
import io.hydrant.clients.http.HttpClients;
import io.hydrant.sinks.request.Selection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Speaks HTTP with a collector: all there is of the network. Thread-safe. */
final class HecClient {
    /** Collectors answer in one line, proxies in a page. */
    private static final int MAX_ANSWER_BYTES = 1 << 20;

    private static final String CHANNEL = "X-Splunk-Request-Channel";

    private final HttpClient http;
    private final SplunkOptions options;
    private final CollectorToken token;
    private final URI data;
    private final URI acks;

    /** @param token asked for each request */
    HecClient(SplunkOptions options, CollectorToken token) {
        this.http = HttpClients.create(options.connectTimeout(), options.tls());
        this.options = options;
        this.token = token;
        String collector = options.endpoint() + "/services/collector";
        this.data = URI.create(collector + (options.raw() ? "/raw" : "/event"));
        this.acks = URI.create(collector + "/ack");
    }

    /** Sends records; the same records give the same bytes. Fails with exceptions of the network only. */
    CompletableFuture<HttpResponse<byte[]>> send(AckChannel channel, Selection records) {
        BodyPublisher body = RecordsBody.of(records, options.delimiter());
        return channel.send(() -> post(channel, data, body, options.responseTimeout()));
    }

    /** Asks which ids of a channel are indexed. */
    CompletableFuture<HttpResponse<byte[]>> ask(AckChannel channel, Set<Long> ids) {
        String body = ids.stream().map(String::valueOf).collect(Collectors.joining(",", "{\"acks\":[", "]}"));
        return post(channel, acks, BodyPublishers.ofString(body), options.questionTimeout());
    }

    private CompletableFuture<HttpResponse<byte[]>> post(
            AckChannel channel, URI uri, BodyPublisher body, Duration timeout) {
        URI withChannel = URI.create(uri + "?channel=" + channel.guid());
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(withChannel)
                    .header("Authorization", "Splunk " + token.current())
                    .header(CHANNEL, channel.guid())
                    .POST(body);
            channel.cookies(uri).forEach(cookie -> request.header("Cookie", cookie));
            CompletableFuture<HttpResponse<byte[]>> call =
                    http.sendAsync(request.build(), BoundedBody.upTo(MAX_ANSWER_BYTES));
            // The client's own limit would end with the headers of an answer.
            return call.copy()
                    .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((response, error) -> call.cancel(true))
                    .thenApply(response -> keepCookies(channel, uri, response));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static HttpResponse<byte[]> keepCookies(AckChannel channel, URI uri, HttpResponse<byte[]> response) {
        try {
            channel.keepCookies(uri, response.headers().map());
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
