package io.hydrant.gateway.http;

import io.hydrant.gateway.metrics.GatewayMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends each request to its endpoint and writes what comes back; every answer has a request id. */
final class GatewayHandler extends Handler.Abstract {
    private static final Logger LOGGER = LoggerFactory.getLogger(GatewayHandler.class);
    private static final String METRICS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final Answer HEALTHY = Answer.text(200, Answer.JSON, "{\"status\":\"ok\"}\n");

    private final ApiEndpoint api;
    private final RecordsEndpoint records;
    private final Readiness readiness;
    private final GatewayMetrics metrics;
    private final Predicate<String> streamExists;
    private final int drainBytes;

    /**
     * Serves these endpoints.
     *
     * @param drainBytes how much of a refused request's body is still read, so that its sender gets to see the answer
     */
    GatewayHandler(
            ApiEndpoint api,
            RecordsEndpoint records,
            Readiness readiness,
            GatewayMetrics metrics,
            Predicate<String> streamExists,
            int drainBytes) {
        this.api = api;
        this.records = records;
        this.readiness = readiness;
        this.metrics = metrics;
        this.streamExists = streamExists;
        this.drainBytes = drainBytes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String requestId = newRequestId();
        Answer answer;
        try {
            answer = route(request);
        } catch (Throwable t) {
            answer = ErrorMapper.map(t, requestId);
            drain(request);
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

    private void drain(Request request) {
        try {
            InputStream in = Content.Source.asInputStream(request);
            in.skipNBytes(drainBytes);
        } catch (IOException | RuntimeException e) {
            LOGGER.trace("The rest of a refused request was not read", e);
        }
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
