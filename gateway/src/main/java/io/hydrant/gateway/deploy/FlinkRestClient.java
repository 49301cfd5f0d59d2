package io.hydrant.gateway.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.clients.http.HttpClients;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** Flink's REST API, as far as a deployer needs it. Every failure is a {@link DeploymentException}. */
final class FlinkRestClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Submitting runs the job's main method in the cluster, which takes seconds. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    /** How much of an error's text is worth showing. */
    private static final int MAX_ERROR = 500;

    private final HttpClient http = HttpClients.create(Duration.ofSeconds(10));
    private final String baseUrl;

    /** @param baseUrl of the cluster's REST endpoint */
    FlinkRestClient(String baseUrl) {
        this.baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
    }

    JsonNode get(String path) {
        return send("GET", path, "application/json", BodyPublishers.noBody());
    }

    JsonNode post(String path, ObjectNode body) {
        return send("POST", path, "application/json", BodyPublishers.ofString(body.toString()));
    }

    void patch(String path) {
        JsonNode unused = send("PATCH", path, "application/json", BodyPublishers.noBody());
    }

    /** Uploads a jar under a name of our own and gives the answer, which says where the cluster keeps it. */
    JsonNode upload(Path jar, String name) {
        String boundary = UUID.randomUUID().toString();
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"" + name
                + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n";
        String tail = "\r\n--" + boundary + "--\r\n";
        try {
            BodyPublisher body = BodyPublishers.concat(
                    BodyPublishers.ofString(head), BodyPublishers.ofFile(jar), BodyPublishers.ofString(tail));
            return send("POST", "/jars/upload", "multipart/form-data; boundary=" + boundary, body);
        } catch (IOException e) {
            throw new DeploymentException("Cannot read the job's jar " + jar, e);
        }
    }

    private JsonNode send(String method, String path, String contentType, BodyPublisher body) {
        String what = method + " " + baseUrl + path;
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(TIMEOUT)
                .header("Content-Type", contentType)
                .method(method, body)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() / 100 != 2) {
                throw new DeploymentException(
                        what + " was answered " + answer.statusCode() + ": " + shorten(answer.body()));
            }
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new DeploymentException(what + " was not answered with JSON", e);
        } catch (IOException e) {
            throw new DeploymentException(what + " was not answered: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeploymentException(what + " was interrupted", e);
        }
    }

    /** Errors come as stack traces, of which the causes matter and the frames do not. */
    private static String shorten(String text) {
        String plain = text.replaceAll("\\\\n\\\\tat [^\\\\]*", "").replace("\\n", " ");
        return plain.length() <= MAX_ERROR ? plain : plain.substring(0, MAX_ERROR) + "...";
    }
}
