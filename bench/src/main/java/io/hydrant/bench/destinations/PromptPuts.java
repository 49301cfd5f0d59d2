package io.hydrant.bench.destinations;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Calls of the Firehose API, one after the other. */
final class PromptPuts {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String STREAM = "prompt";
    private static final String DEFINITION = """
            {"DeliveryStreamName": "%s", "HttpEndpointDestinationConfiguration": {
              "EndpointConfiguration": {"Url": "%s"},
              "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 0},
              "S3Configuration": {"RoleARN": "arn:aws:iam::000000000000:role/bench", "BucketARN": "arn:aws:s3:::errors"}}}""";

    private final URI gateway;

    PromptPuts(int port) {
        this.gateway = URI.create("http://127.0.0.1:" + port + "/");
    }

    /** Creates the stream. */
    void create(String url) {
        String unused = call("CreateDeliveryStream", DEFINITION.formatted(STREAM, url));
    }

    /** Whether it takes records. */
    boolean isActive() {
        return call("DescribeDeliveryStream", "{\"DeliveryStreamName\": \"" + STREAM + "\"}")
                .contains("\"ACTIVE\"");
    }

    /** PutRecord, so many times; each record says when its put began, in microseconds. A late put catches up. */
    void put(int count, int perSecond) {
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = start + TimeUnit.SECONDS.toNanos(i) / perSecond;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            String now = Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
            String data = Base64.getEncoder().encodeToString(now.getBytes(US_ASCII));
            String unused = call(
                    "PutRecord",
                    "{\"DeliveryStreamName\": \"" + STREAM + "\", \"Record\": {\"Data\": \"" + data + "\"}}");
        }
    }

    private String call(String operation, String input) {
        try {
            HttpResponse<String> answer = HTTP.send(
                    HttpRequest.newBuilder(gateway)
                            .header("Content-Type", "application/x-amz-json-1.1")
                            .header("X-Amz-Target", "Firehose_20150804." + operation)
                            .POST(HttpRequest.BodyPublishers.ofString(input))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(operation + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException(operation + " has no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(operation + " was interrupted", e);
        }
    }
}
