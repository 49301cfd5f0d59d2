package io.hydrant.test.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code hydrant serve} on this machine, by HTTP alone, so that definitions go over the wire as they are in their files.
 *
 * @param gatewayPort of the Firehose API
 * @param restPort of Flink's web UI
 */
public record LocalService(int gatewayPort, int restPort) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Whether it takes requests. */
    public boolean isReady() throws Exception {
        try {
            return send(HttpRequest.newBuilder(gateway("/readyz"))).statusCode() == 200;
        } catch (ConnectException e) {
            return false;
        }
    }

    /** CreateDeliveryStream. */
    public void create(byte[] definition) {
        JsonNode unused = call("CreateDeliveryStream", new String(definition, UTF_8));
    }

    /** UpdateDestination: the next version's objects have another prefix. */
    public void moveTo(String prefix, String stream, int version) {
        update(stream, version, "\"ExtendedS3DestinationUpdate\": {\"Prefix\": \"" + prefix + "\"}");
    }

    /**
     * UpdateDestination.
     *
     * @param version that the stream has
     * @param update a member such as {@code "SplunkDestinationUpdate": {...}}
     */
    public void update(String stream, int version, String update) {
        JsonNode unused = call(
                "UpdateDestination",
                "{\"DeliveryStreamName\": \"" + stream + "\", \"CurrentDeliveryStreamVersionId\": \"" + version
                        + "\", \"DestinationId\": \"destinationId-000000000001\", " + update + "}");
    }

    /** DeleteDeliveryStream. */
    public void delete(String stream) {
        JsonNode unused = call("DeleteDeliveryStream", named(stream));
    }

    /** Whether a stream takes records. */
    public boolean isActive(String stream) {
        return call("DescribeDeliveryStream", named(stream))
                .at("/DeliveryStreamDescription/DeliveryStreamStatus")
                .asText()
                .equals("ACTIVE");
    }

    /** Names of all streams. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        call("ListDeliveryStreams", "{}").path("DeliveryStreamNames").forEach(name -> names.add(name.asText()));
        return names;
    }

    /** Puts each line as a record. */
    public void put(String stream, String lines) throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(gateway("/v1/streams/" + stream + "/records"))
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(lines)));
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
    }

    /** What the first step of a stream's job says of itself, over all its subtasks; 0 if it does not say it yet. */
    long read(String stream, String metric) throws Exception {
        for (JsonNode job : flink("/jobs/overview").path("jobs")) {
            if (job.path("name").asText().equals("hydrant-" + stream)) {
                String jobPath = "/jobs/" + job.path("jid").asText();
                String metrics = jobPath + "/vertices/"
                        + flink(jobPath).at("/vertices/0/id").asText() + "/subtasks/metrics";
                for (JsonNode known : flink(metrics)) {
                    if (known.path("id").asText().endsWith("." + metric)) {
                        return flink(metrics + "?agg=sum&get="
                                        + known.path("id").asText())
                                .at("/0/sum")
                                .asLong();
                    }
                }
            }
        }
        return 0;
    }

    private JsonNode flink(String path) throws Exception {
        return JSON.readTree(send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + restPort + path)))
                .body());
    }

    private static String named(String stream) {
        return "{\"DeliveryStreamName\": \"" + stream + "\"}";
    }

    private JsonNode call(String operation, String input) {
        try {
            HttpResponse<String> answer = send(HttpRequest.newBuilder(gateway("/"))
                    .header("Content-Type", "application/x-amz-json-1.1")
                    .header("X-Amz-Target", "Firehose_20150804." + operation)
                    .POST(HttpRequest.BodyPublishers.ofString(input)));
            if (answer.statusCode() != 200) {
                throw new AssertionError(operation + ": " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(operation, e);
        }
    }

    private URI gateway(String path) {
        return URI.create("http://127.0.0.1:" + gatewayPort + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
