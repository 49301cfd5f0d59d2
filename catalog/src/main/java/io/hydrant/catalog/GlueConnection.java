package io.hydrant.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.config.GlueConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** Sends single requests to Glue: AWS's JSON protocol 1.1, bounded in time and size. Any thread may call. */
final class GlueConnection implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** Glue's own limit of a table is smaller by far. */
    private static final int MAX_ANSWER_BYTES = 8 << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final @Nullable String endpoint;
    private final GlueSigner signer;
    private final HttpClient client;

    GlueConnection(GlueConfig config) {
        this.endpoint = config.endpoint();
        this.signer = new GlueSigner(config);
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    /**
     * Sends one request.
     *
     * @return the answer
     * @throws CatalogException if there is none, or if it is an error
     */
    JsonNode call(String region, String operation, ObjectNode input) {
        URI uri = URI.create(endpoint == null ? amazon(region) : endpoint);
        byte[] body = input.toString().getBytes(StandardCharsets.UTF_8);
        HttpRequest request = signer.sign(uri, region, "AWSGlue." + operation, body);
        BoundedBody answer = new BoundedBody(MAX_ANSWER_BYTES);
        HttpResponse<?> response = send(request, answer);
        if (answer.isTooLong()) {
            throw new CatalogException("the answer of " + uri + " to " + operation + " is longer than "
                    + MAX_ANSWER_BYTES + " bytes; no table's is");
        }
        JsonNode json = parse(answer.bytes());
        if (response.statusCode() != 200) {
            throw GlueErrors.of(uri, operation, response, json);
        }
        if (json == null) {
            throw new CatalogException(
                    "the answer of " + uri + " to " + operation + " is not JSON; check that glue.endpoint is Glue's");
        }
        return json;
    }

    private static String amazon(String region) {
        return "https://glue." + region + "."
                + PartitionMetadata.of(Region.of(region)).dnsSuffix();
    }

    private HttpResponse<?> send(HttpRequest request, BoundedBody answer) {
        CompletableFuture<HttpResponse<Void>> call =
                client.sendAsync(request, BodyHandlers.ofByteArrayConsumer(answer));
        try {
            return call.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unreachable(request.uri(), e.getCause());
        } catch (TimeoutException e) {
            call.cancel(true);
            throw new CatalogUnavailableException(unreachable(request.uri()) + "no answer in " + TIMEOUT.toSeconds()
                    + " s; check glue.endpoint and the network");
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new CatalogUnavailableException(unreachable(request.uri()) + "interrupted");
        }
    }

    private static CatalogException unreachable(URI uri, @Nullable Throwable cause) {
        if (cause instanceof IOException failure) {
            String why = failure.getMessage() == null ? "" : ": " + GlueErrors.oneLine(failure.getMessage());
            return new CatalogUnavailableException(unreachable(uri)
                    + failure.getClass().getSimpleName() + why
                    + "; check glue.endpoint and the network");
        }
        throw new IllegalStateException("the HTTP client failed", cause);
    }

    private static String unreachable(URI uri) {
        return "Glue cannot be reached at " + uri + ": ";
    }

    /** Null if it is not JSON. */
    private static @Nullable JsonNode parse(byte[] bytes) {
        try {
            JsonNode json = JSON.readTree(bytes);
            return json == null || json.isMissingNode() ? null : json;
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot be read", e);
        }
    }

    /** The HTTP client has no close before Java 21; its threads end when nobody holds it any more. */
    @Override
    public void close() {
        signer.close();
    }
}
