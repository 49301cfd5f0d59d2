package io.hydrant.test.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Asks an OpenSearch or Elasticsearch over HTTP what is in it, and changes it, as its owner does with curl. */
public final class SearchClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 10_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;

    SearchClient(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** Whether it answers, and the indices that it has can be read and written. */
    boolean isReady() throws IOException {
        try {
            String status = ask("GET", "/_cluster/health", "").path("status").asText();
            return status.equals("yellow") || status.equals("green");
        } catch (IOException e) {
            return false;
        }
    }

    /** Makes an index: {@code body} has its settings and mappings. */
    public void createIndex(String index, String body) throws IOException {
        done("PUT", "/" + index, body);
    }

    /** Deletes an index. */
    public void deleteIndex(String index) throws IOException {
        done("DELETE", "/" + index, "");
    }

    /** Refuses writes to an index, with status 403, or takes them again. */
    public void setReadOnly(String index, boolean readOnly) throws IOException {
        done("PUT", "/" + index + "/_settings", "{\"index.blocks.write\": " + readOnly + "}");
    }

    /** Makes a setting of the whole cluster; {@code value} is JSON. */
    public void setCluster(String setting, String value) throws IOException {
        done("PUT", "/_cluster/settings", "{\"transient\": {\"" + setting + "\": " + value + "}}");
    }

    /** Whether there is an index of that name. */
    public boolean hasIndex(String index) throws IOException {
        return !ask("GET", "/" + index, "").has("error");
    }

    /** How many documents an index, or all that a pattern names, has; 0 if there is none. */
    public long count(String indices) throws IOException {
        ask("POST", "/" + indices + "/_refresh", "");
        return ask("GET", "/" + indices + "/_count", "").path("count").asLong();
    }

    /** One document's source. */
    public JsonNode get(String index, String id) throws IOException {
        return ask("GET", "/" + index + "/_doc/" + id, "").path("_source");
    }

    /** All documents of the indices that a pattern names, as the search API shows them, by {@code index/id}. */
    public Map<String, JsonNode> documents(String indices) throws IOException {
        ask("POST", "/" + indices + "/_refresh", "");
        Map<String, JsonNode> documents = new TreeMap<>();
        JsonNode page =
                ask("POST", "/" + indices + "/_search?scroll=1m", "{\"size\": " + PAGE + ", \"sort\": [\"_doc\"]}");
        while (!page.path("hits").path("hits").isEmpty()) {
            for (JsonNode hit : page.path("hits").path("hits")) {
                documents.put(
                        hit.path("_index").asText() + "/" + hit.path("_id").asText(), hit);
            }
            String next = page.path("_scroll_id").asText();
            page = ask("POST", "/_search/scroll", "{\"scroll\": \"1m\", \"scroll_id\": \"" + next + "\"}");
        }
        return documents;
    }

    /**
     * Sends a request and reads the answer, whatever its status.
     *
     * @throws IOException if there is none, or it is no JSON
     */
    public JsonNode ask(String method, String path, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            return JSON.readTree(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void done(String method, String path, String body) throws IOException {
        JsonNode answer = ask(method, path, body);
        if (!answer.path("acknowledged").asBoolean()) {
            throw new IOException(method + " " + path + ": " + answer);
        }
    }
}
