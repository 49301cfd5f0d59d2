package io.hydrant.bench.destinations;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.hydrant.core.record.RecordBatch;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * What one would write in an afternoon: takes the records out of the entries, a copy of each, and posts them with the JDK's
 * client, some requests at a time. Or posts bodies that it made before the first pass, in turn.
 */
final class PostingLoop {
    /** Firehose's limit of records in a request. */
    private static final int MAX_RECORDS = 10_000;

    private static final int READY_BODIES = 4;

    private final HttpRun run;
    private final SampleEntries sample;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Semaphore inFlight;
    private final List<Body> ready = new ArrayList<>();

    /** Some entries as they are posted. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Body(int entries, byte[] json) {}

    PostingLoop(HttpRun run) {
        this.run = run;
        this.sample = SampleEntries.of(run.size());
        this.inFlight = new Semaphore(run.requestsInFlight());
        long first = 0;
        while (run.contestant() == HttpContestant.CLIENT && ready.size() < READY_BODIES) {
            ready.add(make(first));
            first += ready.get(ready.size() - 1).entries();
        }
    }

    /**
     * One pass; returns when all of it is answered.
     *
     * @return records that were posted: a little more than those of a pass if bodies are ready
     */
    long post() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        long entries = 0;
        while (entries < run.entries()) {
            inFlight.acquire();
            Body body = ready.isEmpty() ? make(entries) : ready.get(calls.size() % READY_BODIES);
            calls.add(post(body.json()));
            entries += body.entries();
        }
        for (CompletableFuture<HttpResponse<String>> call : calls) {
            if (call.join().statusCode() != 200) {
                throw new IllegalStateException("the receiver answered " + call.join());
            }
        }
        return entries * SampleEntries.RECORDS;
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

    /** As many entries as fill a request, from {@code first} on. */
    private Body make(long first) {
        StringBuilder body = new StringBuilder((run.batchMegabytes() << 20) * 3 / 2)
                .append("{\"requestId\":\"")
                .append(UUID.randomUUID())
                .append("\",\"timestamp\":")
                .append(System.currentTimeMillis())
                .append(",\"records\":[");
        int entries = 0;
        long bytes = 0;
        while (bytes < (long) run.batchMegabytes() << 20
                && (entries + 1) * SampleEntries.RECORDS <= MAX_RECORDS
                && first + entries < run.entries()) {
            RecordBatch entry = sample.get(first + entries);
            for (int i = 0; i < entry.size(); i++) {
                byte[] record = Arrays.copyOfRange(entry.bytes(), entry.start(i), entry.end(i));
                body.append(entries + i == 0 ? "{\"data\":\"" : ",{\"data\":\"")
                        .append(Base64.getEncoder().encodeToString(record))
                        .append("\"}");
            }
            bytes += entry.payloadLength();
            entries++;
        }
        return new Body(entries, body.append("]}").toString().getBytes(US_ASCII));
    }
}
