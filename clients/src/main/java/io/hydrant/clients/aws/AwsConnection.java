package io.hydrant.clients.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.clients.aws.ServiceException.Kind;
import io.hydrant.clients.http.BoundedBody;
import io.hydrant.clients.http.HttpClients;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends single requests to a service, bounded in time and size. Any thread may call. */
final class AwsConnection implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** Of what is asked for here, tables of Glue's are the longest, and their own limit is smaller by far. */
    private static final int MAX_ANSWER_BYTES = 8 << 20;

    private final AwsService service;
    private final @Nullable String endpoint;
    private final RequestSigner signer;
    private final HttpClient client = HttpClients.create(CONNECT_TIMEOUT);

    AwsConnection(AwsService service, @Nullable String endpoint, AwsKeys keys) {
        this.service = service;
        this.endpoint = endpoint;
        this.signer = new RequestSigner(service.name(), keys);
    }

    /**
     * Sends one request.
     *
     * @return the answer
     * @throws ServiceException if there is none, or if it is an error
     */
    JsonNode call(String region, String operation, ObjectNode input) {
        URI uri = URI.create(endpoint == null ? service.endpoint(region) : endpoint);
        AwsProtocol protocol = service.protocol();
        byte[] body = protocol.body(operation, input);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Content-Type", protocol.contentType());
        if (protocol == AwsProtocol.JSON) {
            request.header("X-Amz-Target", service.targetPrefix() + "." + operation);
        }
        HttpResponse<byte[]> response = send(signer.sign(request, region, "POST", body, body.length), operation);
        JsonNode json = protocol.parse(response.body());
        if (response.statusCode() != 200) {
            throw AwsErrors.of(service, uri, operation, response, json);
        }
        if (json == null) {
            throw new ServiceException(
                    Kind.UNUSABLE,
                    "the answer of " + uri + " to " + operation + " is not " + protocol.answers() + "; check that "
                            + service.section() + ".endpoint is that of " + service.title());
        }
        return json;
    }

    private HttpResponse<byte[]> send(HttpRequest request, String operation) {
        CompletableFuture<HttpResponse<byte[]>> call = client.sendAsync(request, BoundedBody.upTo(MAX_ANSWER_BYTES));
        try {
            return call.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failed(request.uri(), operation, e.getCause());
        } catch (TimeoutException e) {
            call.cancel(true);
            throw unreachable(request.uri(), "no answer in " + TIMEOUT.toSeconds() + " s" + fix());
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw unreachable(request.uri(), "interrupted");
        }
    }

    private ServiceException failed(URI uri, String operation, @Nullable Throwable cause) {
        if (BoundedBody.isTooLong(cause)) {
            return new ServiceException(
                    Kind.UNUSABLE,
                    "the answer of " + uri + " to " + operation + " is longer than " + MAX_ANSWER_BYTES + " bytes");
        }
        if (cause instanceof IOException failure) {
            String why = failure.getMessage() == null ? "" : ": " + AwsErrors.oneLine(failure.getMessage());
            return unreachable(uri, failure.getClass().getSimpleName() + why + fix());
        }
        throw new IllegalStateException("the HTTP client failed", cause);
    }

    private ServiceException unreachable(URI uri, String why) {
        return new ServiceException(Kind.UNAVAILABLE, service.title() + " cannot be reached at " + uri + ": " + why);
    }

    private String fix() {
        return "; check " + service.section() + ".endpoint and the network";
    }

    @Override
    public void close() {
        signer.close();
    }
}
