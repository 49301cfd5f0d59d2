package io.hydrant.gateway.http;

import io.hydrant.gateway.auth.SignedRequest;
import java.util.List;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Jetty's request as the signature sees it. */
record WireRequest(Request request) implements SignedRequest {
    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        String path = request.getHttpURI().getPath();
        return path == null ? "/" : path;
    }

    @Override
    public @Nullable String query() {
        return request.getHttpURI().getQuery();
    }

    @Override
    public List<String> header(String name) {
        return request.getHeaders().getValuesList(name);
    }

    /** First value of a header; null if it is absent. */
    @Nullable
    String first(String name) {
        return request.getHeaders().get(name);
    }
}
