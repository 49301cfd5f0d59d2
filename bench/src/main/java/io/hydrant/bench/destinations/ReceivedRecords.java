package io.hydrant.bench.destinations;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How many records the receiver has got since it was last asked to forget: the same clock for every contestant. */
final class ReceivedRecords {
    /** So seldom that asking takes no noticeable part of the processor. */
    private static final long POLL_MILLIS = 50;

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpRequest question;

    /** @param receiver its address */
    ReceivedRecords(String receiver) {
        this.question = HttpRequest.newBuilder(URI.create(receiver + "/count")).build();
    }

    /**
     * Waits for so many.
     *
     * @param contestant who posts them
     * @return how many there are then
     * @throws IllegalStateException if it ends before that
     */
    long await(long records, CompletableFuture<?> contestant) throws Exception {
        long received = now();
        while (received < records) {
            boolean ended = hasEnded(contestant);
            received = now();
            if (ended && received < records) {
                throw new IllegalStateException("it ended when " + received + " of " + records + " had arrived");
            }
        }
        return received;
    }

    private static boolean hasEnded(CompletableFuture<?> contestant) throws InterruptedException, ExecutionException {
        try {
            contestant.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private long now() throws IOException, InterruptedException {
        return Long.parseLong(
                client.send(question, HttpResponse.BodyHandlers.ofString()).body());
    }
}
