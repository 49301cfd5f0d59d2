package io.hydrant.sinks.http;

import io.hydrant.clients.http.BoundedBody;
import io.hydrant.clients.http.HttpClients;
import io.hydrant.clients.secrets.Secret;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.SequenceNumber;
import io.hydrant.sinks.request.Answer;
import io.hydrant.sinks.request.Exchange;
import io.hydrant.sinks.request.ExchangeContext;
import io.hydrant.sinks.request.Request;
import io.hydrant.sinks.request.Selection;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.jspecify.annotations.Nullable;

/** One subtask's requests to an HTTP endpoint, over connections that are kept. */
final class HttpEndpointExchange implements Exchange {
    private static final String SECRET_MEMBER = Secret.HTTP_ENDPOINT.get(0);

    private final HttpEndpointOptions options;
    private final RequestBody body;
    private final RequestHeaders headers;
    private final @Nullable Secret secret;
    private final HttpClient client;
    private final Counter processedRecords;
    private final Counter processedBytes;

    HttpEndpointExchange(HttpEndpointOptions options, ExchangeContext context) {
        this.options = options;
        this.body = new RequestBody(options.delimiter());
        this.headers = new RequestHeaders(options);
        this.secret = options.secretArn() == null
                ? null
                : Secret.open(options.secrets(), options.secretArn(), Secret.HTTP_ENDPOINT);
        this.client = HttpClients.create(options.connectTimeout(), options.tls());
        this.processedRecords = context.metrics().counter("ProcessedRecords", new ThreadSafeSimpleCounter());
        this.processedBytes = context.metrics().counter("ProcessedBytes", new ThreadSafeSimpleCounter());
    }

    @Override
    public List<Selection> cut(Selection records) {
        return body.cut(records);
    }

    @Override
    public CompletableFuture<Answer> send(Request request) {
        if (body.isTooLong(request.records())) {
            return CompletableFuture.completedFuture(Answer.ofAll(HttpFailures.RECORD_TOO_LARGE));
        }
        String accessKey = accessKey();
        if (accessKey != null && !RequestHeaders.isCarried(accessKey)) {
            return CompletableFuture.completedFuture(Answer.ofAll(HttpFailures.INVALID_ACCESS_KEY));
        }
        processedRecords.inc(request.records().size());
        processedBytes.inc(request.records().payloadLength());
        HttpRequest post = headers.write(request.id(), accessKey)
                .POST(body.publish(request, options.gzipLevel()))
                .build();
        CompletableFuture<HttpResponse<byte[]>> call =
                client.sendAsync(post, BoundedBody.upTo(HttpFailures.MAX_ANSWER_BYTES));
        // The client's own limit would end with the headers of an answer.
        return call.copy()
                .orTimeout(options.responseTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .handle((answer, error) -> {
                    if (error == null) {
                        return Answer.ofAll(AnswerReader.read(answer, request.id()));
                    }
                    call.cancel(true);
                    return Answer.ofAll(HttpFailures.of(error, options.responseTimeout()));
                });
    }

    /** As it is now. */
    private @Nullable String accessKey() {
        return secret == null ? options.accessKey() : secret.current().get(SECRET_MEMBER);
    }

    @Override
    public String details(Request request, RecordBatch batch, int i) {
        SequenceNumber number = SequenceNumber.of(batch, i);
        return "\"subsequenceNumber\":" + number.subsequence() + ",\"dataId\":\"" + number.text() + '"';
    }

    /** The client has no close before Java 21; its threads end when nobody holds it any more. */
    @Override
    public void close() {
        if (secret != null) {
            secret.close();
        }
    }
}
