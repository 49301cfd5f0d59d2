package io.hydrant.bench.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Makes delivery streams; nothing of it is measured. */
final class GatewayClient {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI gateway;

    GatewayClient(int port) {
        this.gateway = URI.create("http://127.0.0.1:" + port + "/");
    }

    /** Creates a delivery stream and with it its log topic. */
    void create(String stream) {
        HttpRequest request = HttpRequest.newBuilder(gateway)
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "Firehose_20150804.CreateDeliveryStream")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {
                          "DeliveryStreamName": "%s",
                          "S3DestinationConfiguration": {
                            "RoleARN": "arn:aws:iam::000000000000:role/bench",
                            "BucketARN": "arn:aws:s3:::bench"
                          }
                        }
                        """.formatted(stream)))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("cannot create stream " + stream + ": " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create stream " + stream, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating stream " + stream, e);
        }
    }
}
