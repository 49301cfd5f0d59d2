package io.hydrant.gateway.http;

import io.hydrant.gateway.metrics.GatewayMetrics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Sends each request to its endpoint and writes what comes back; every answer has a request id. */
final class GatewayHandler extends Handler.Abstract {
    private static final String METRICS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final Answer HEALTHY = Answer.text(200, Answer.JSON, "{\"status\":\"ok\"}\n");

    private final ApiEndpoint api;
    private final RecordsEndpoint records;
    private final Readiness readiness;
    private final GatewayMetrics metrics;
    private final Predicate<String> streamExists;
    private final Drain drain;

    GatewayHandler(
            ApiEndpoint api,
            RecordsEndpoint records,
            Readiness readiness,
            GatewayMetrics metrics,
            Predicate<String> streamExists,
            Drain drain) {
        this.api = api;
        this.records = records;
        this.readiness = readiness;
        this.metrics = metrics;
        this.streamExists = streamExists;
        this.drain = drain;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String requestId = newRequestId();
        Answer answer;
        try {
            answer = route(request);
        } catch (Throwable t) {
            answer = ErrorMapper.map(t, requestId);
            drain.drain(request);
        }
        String error = answer.errorType();
        metrics.answered(operation(request), error == null ? "OK" : error);
        write(answer, requestId, response, callback);
        return true;
    }

    private Answer route(Request request) throws IOException {
        String path = Request.getPathInContext(request);
        String stream = RecordsEndpoint.stream(path);
        if (stream != null || path.equals("/")) {
            require(request, "POST");
            return stream == null ? api.answer(request) : records.answer(request, stream);
        }
        return switch (path) {
            case "/healthz" -> get(request, HEALTHY);
            case "/readyz" -> get(request, readiness.answer());
            case "/metrics" -> get(request, Answer.text(200, METRICS_TEXT, metrics.scrape(streamExists)));
            default -> throw new HttpFailure(404, "UnknownOperationException", "There is nothing at this path.");
        };
    }

    private static Answer get(Request request, Answer answer) {
        require(request, "GET");
        return answer;
    }

    private static void require(Request request, String method) {
        if (!request.getMethod().equals(method)) {
            throw new HttpFailure(405, "UnknownOperationException", "This path takes " + method + " requests.");
        }
    }

    private String operation(Request request) {
        String path = Request.getPathInContext(request);
        if (RecordsEndpoint.stream(path) != null) {
            return "PutPlainRecords";
        }
        String operation = path.equals("/") ? api.operation(request) : null;
        return operation == null ? "other" : operation;
    }

    static void write(Answer answer, @Nullable String requestId, Response response, Callback callback) {
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
        response.getHeaders().put("x-amzn-RequestId", requestId == null ? newRequestId() : requestId);
        String error = answer.errorType();
        if (error != null) {
            response.getHeaders().put("x-amzn-ErrorType", error);
        }
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }

    /** Ids only have to differ, so the cheap random source will do. */
    private static String newRequestId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & ~(3L << 62)) | (1L << 63);
        return new UUID(high, low).toString();
    }
}
