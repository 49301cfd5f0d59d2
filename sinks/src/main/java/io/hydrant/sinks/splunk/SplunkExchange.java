package io.hydrant.sinks.splunk;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.SequenceNumber;
import io.hydrant.sinks.request.Answer;
import io.hydrant.sinks.request.Exchange;
import io.hydrant.sinks.request.Request;
import io.hydrant.sinks.request.Verdict;
import java.util.concurrent.CompletableFuture;

/** One subtask's side of Splunk: a request is delivered when it is sent, taken, and acknowledged by an indexer. */
final class SplunkExchange implements Exchange {
    private final CollectorToken token;
    private final HecClient client;
    private final Acknowledgments acknowledgments;

    SplunkExchange(CollectorToken token, HecClient client, Acknowledgments acknowledgments) {
        this.token = token;
        this.client = client;
        this.acknowledgments = acknowledgments;
    }

    @Override
    public CompletableFuture<Answer> send(Request request) {
        Acknowledgments.Sent sent = acknowledgments.begin();
        return client.send(sent.channel(), request.records())
                .thenCompose(response -> answered(sent, HecAnswer.of(response)))
                .exceptionally(error -> {
                    sent.lost();
                    return Answer.ofAll(SplunkFailures.of(error));
                });
    }

    private static CompletableFuture<Answer> answered(Acknowledgments.Sent sent, HecAnswer answer) {
        Verdict failure = SplunkFailures.of(answer);
        return failure == null ? sent.taken(answer.ackId()) : CompletableFuture.completedFuture(Answer.ofAll(failure));
    }

    @Override
    public String details(Request request, RecordBatch batch, int i) {
        return "\"EventId\":\"" + SequenceNumber.of(batch, i).text() + "\"";
    }

    @Override
    public void close() {
        token.close();
    }
}
