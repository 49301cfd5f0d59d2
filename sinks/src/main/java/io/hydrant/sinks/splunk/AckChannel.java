package io.hydrant.sinks.splunk;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A channel to a collector: what its acknowledgment ids are counted in. With it go the cookies by which a load balancer leads
 * to the one process that knows these ids. Thread-safe.
 */
final class AckChannel {
    private final String guid = UUID.randomUUID().toString();
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private @Nullable CompletableFuture<Void> opened;

    String guid() {
        return guid;
    }

    /** Values of the header {@code Cookie}. */
    List<String> cookies(URI uri) throws IOException {
        return cookies.get(uri, Map.of()).getOrDefault("Cookie", List.of());
    }

    /** Keeps what the headers of an answer say. */
    void keepCookies(URI uri, Map<String, List<String>> headers) throws IOException {
        cookies.put(uri, headers);
    }

    /** Sends a request; before the first one of the channel is answered no other is sent, since they share its cookies. */
    <T> CompletableFuture<T> send(Supplier<CompletableFuture<T>> request) {
        CompletableFuture<Void> before;
        synchronized (this) {
            before = opened;
            if (before == null) {
                opened = new CompletableFuture<>();
            }
        }
        if (before != null) {
            return before.thenCompose(unused -> request.get());
        }
        return request.get().whenComplete((answer, error) -> open());
    }

    private synchronized void open() {
        if (opened != null) {
            opened.complete(null);
        }
    }
}
