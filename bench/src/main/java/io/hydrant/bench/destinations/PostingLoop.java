package io.hydrant.bench.destinations;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** What one would write in an afternoon: posts the records with the JDK's client, some requests at a time. */
final class PostingLoop {
    private static final int READY_BODIES = 4;

    private final HttpRun run;
    private final SampleRecords sample;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Semaphore inFlight;
    private final List<byte[]> ready = new ArrayList<>();

    PostingLoop(HttpRun run) {
        this.run = run;
        this.sample = SampleRecords.of(run.size());
        this.inFlight = new Semaphore(run.requestsInFlight());
    }

    /** How many of the records, from {@code first} on, fill a request. */
    private int fill(long first) {
        int count = 0;
        for (long bytes = 0; bytes < (long) run.batchMegabytes() << 20 && first + count < run.records(); count++) {
            bytes += sample.get(first + count).length;
        }
        return count;
    }

    /** Posts all of them; returns when all are answered. */
    void post() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        int number = 0;
        for (long first = 0; first < run.records(); number++) {
            int count = fill(first);
            inFlight.acquire();
            calls.add(post(body(first, count, number)));
            first += count;
        }
        for (CompletableFuture<HttpResponse<String>> call : calls) {
            if (call.join().statusCode() != 200) {
                throw new IllegalStateException("the receiver answered " + call.join());
            }
        }
    }

    private CompletableFuture<HttpResponse<String>> post(byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(run.url()))
                .header("Content-Type", "application/json")
                .header("X-Amz-Firehose-Request-Id", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .whenComplete((answer, error) -> inFlight.release());
    }

    private byte[] body(long first, int count, int number) {
        if (run.contestant() == HttpContestant.LOOP) {
            return make(first, count);
        }
        if (number < READY_BODIES && ready.size() <= number) {
            ready.add(make(first, count));
        }
        // The last request may be shorter than those that lie ready.
        return first + count == run.records() ? make(first, count) : ready.get(number % READY_BODIES);
    }

    private byte[] make(long first, int count) {
        StringBuilder body = new StringBuilder((run.batchMegabytes() << 20) * 3 / 2)
                .append("{\"requestId\":\"")
                .append(UUID.randomUUID())
                .append("\",\"timestamp\":")
                .append(System.currentTimeMillis())
                .append(",\"records\":[");
        for (int i = 0; i < count; i++) {
            body.append(i == 0 ? "{\"data\":\"" : ",{\"data\":\"")
                    .append(Base64.getEncoder().encodeToString(sample.get(first + i)))
                    .append("\"}");
        }
        return body.append("]}").toString().getBytes(US_ASCII);
    }
}
