package io.hydrant.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.sinks.request.Answer;
import io.hydrant.sinks.request.Exchange;
import io.hydrant.sinks.request.ExchangeContext;
import io.hydrant.sinks.request.Protocol;
import io.hydrant.sinks.request.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** A destination in memory that answers as a test says; one test at a time. */
final class ScriptedProtocol implements Protocol {
    /** What was sent, an attempt each. */
    record Sent(UUID id, long formedMillis, List<String> records) {}

    static final Queue<Sent> SENT = new ConcurrentLinkedQueue<>();

    private static final long serialVersionUID = 1;

    @SuppressWarnings("NonFinalStaticField") // Tasks are copies of what a test made.
    private static volatile Function<Sent, CompletableFuture<Answer>> script;

    /** Answers from now on by a function. */
    static void answer(Function<Sent, Answer> answers) {
        answerLater(sent -> CompletableFuture.completedFuture(answers.apply(sent)));
    }

    /** As {@link #answer}, but in its time. */
    static void answerLater(Function<Sent, CompletableFuture<Answer>> answers) {
        SENT.clear();
        script = answers;
    }

    @Override
    public String name() {
        return "Scripted";
    }

    @Override
    public String metricGroup() {
        return "DeliveryToScripted";
    }

    @Override
    public String errorOutputType() {
        return "scripted-failed";
    }

    @Override
    public Exchange open(ExchangeContext context) {
        return new Exchange() {
            @Override
            public CompletableFuture<Answer> send(Request request) {
                Sent sent = new Sent(request.id(), request.formedMillis(), records(request));
                SENT.add(sent);
                return script.apply(sent);
            }

            @Override
            public String details(Request request, RecordBatch batch, int i) {
                return "\"record\":" + i;
            }

            @Override
            public void close() {}
        };
    }

    private static List<String> records(Request request) {
        List<String> records = new ArrayList<>();
        try {
            request.records()
                    .forEach((batch, i) -> records.add(
                            new String(batch.bytes(), batch.start(i), batch.end(i) - batch.start(i), UTF_8)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return records;
    }
}
