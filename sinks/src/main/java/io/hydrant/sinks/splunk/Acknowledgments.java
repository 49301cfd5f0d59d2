package io.hydrant.sinks.splunk;

import io.hydrant.sinks.request.Answer;
import io.hydrant.sinks.request.ExchangeContext;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a subtask that a collector took, until its indexers have acknowledged them: it asks for all of a channel at
 * once, again and again, and gives up each after its time. Thread-safe.
 *
 * <p>Ids are counted from 0 in each process of Splunk, so that one of a process that was started anew, or of another one
 * behind a proxy, could be taken for the id of a request that is lost. Hence a connection that breaks ends its channel for
 * new requests, and an id that is not above all that the channel had when the request was sent ends it for all.
 */
final class Acknowledgments {
    private final HecClient client;
    private final ExchangeContext context;
    private final Duration timeout;
    private final Duration interval;
    private final LongConsumer latencyNanos;
    private Channel current = new Channel();

    /** A channel with what is asked for in it. */
    private static final class Channel {
        private final AckChannel session = new AckChannel();
        private final Map<Long, Awaited> awaited = new HashMap<>();
        private long lastId = HecAnswer.NONE;
        private boolean asked;
        private String lastFailure = "";
    }

    private record Awaited(CompletableFuture<Answer> answer, Future<?> expiry, long sentNanos) {}

    /** @param latencyNanos told of each request how long it took from when it was sent to its acknowledgment */
    Acknowledgments(HecClient client, SplunkOptions options, ExchangeContext context, LongConsumer latencyNanos) {
        this.client = client;
        this.context = context;
        this.timeout = options.acknowledgmentTimeout();
        this.interval = options.acknowledgmentPollInterval();
        this.latencyNanos = latencyNanos;
    }

    /** A request that is about to be sent. */
    final class Sent {
        private final Channel channel;
        private final long lastId;
        private final long nanos = System.nanoTime();

        private Sent(Channel channel) {
            this.channel = channel;
            this.lastId = channel.lastId;
        }

        AckChannel channel() {
            return channel.session;
        }

        /** There was no answer, and so there is no telling whether the other side is still the same. */
        void lost() {
            leave(channel);
        }

        /** The collector took it; the future ends when it is indexed, or the time is over. */
        CompletableFuture<Answer> taken(long id) {
            return await(this, id);
        }
    }

    /** Begins a request. */
    synchronized Sent begin() {
        return new Sent(current);
    }

    private synchronized void leave(Channel channel) {
        if (channel == current) {
            current = new Channel();
        }
    }

    private CompletableFuture<Answer> await(Sent sent, long id) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        List<Awaited> confused = new ArrayList<>();
        synchronized (this) {
            Channel channel = sent.channel;
            if (id <= sent.lastId || channel.awaited.containsKey(id)) {
                leave(channel);
                confused.addAll(channel.awaited.values());
                channel.awaited.clear();
                answer.complete(Answer.ofAll(SplunkFailures.WITHOUT_STICKY_SESSIONS));
            } else {
                channel.lastId = Math.max(channel.lastId, id);
                Future<?> expiry = later(timeout, () -> expire(channel, id));
                channel.awaited.put(id, new Awaited(answer, expiry, sent.nanos));
                if (!channel.asked) {
                    channel.asked = true;
                    askLater(channel);
                }
            }
        }
        confused.forEach(each -> end(each, Answer.ofAll(SplunkFailures.WITHOUT_STICKY_SESSIONS)));
        return answer;
    }

    private void expire(Channel channel, long id) {
        Awaited late;
        String lastFailure;
        synchronized (this) {
            late = channel.awaited.remove(id);
            lastFailure = channel.lastFailure;
        }
        if (late != null) {
            end(late, Answer.ofAll(SplunkFailures.ackTimeout(timeout, lastFailure)));
        }
    }

    private void askLater(Channel channel) {
        Future<?> unused = later(interval, () -> ask(channel));
    }

    private Future<?> later(Duration delay, Runnable work) {
        return context.timer().schedule(() -> context.workers().execute(work), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void ask(Channel channel) {
        Set<Long> ids;
        synchronized (this) {
            ids = Set.copyOf(channel.awaited.keySet());
            channel.asked = !ids.isEmpty();
        }
        if (ids.isEmpty()) {
            return;
        }
        CompletableFuture<HttpResponse<byte[]>> unused = client.ask(channel.session, ids)
                .whenComplete((response, error) -> {
                    try {
                        answered(channel, response, error);
                    } finally {
                        askLater(channel);
                    }
                });
    }

    private void answered(Channel channel, @Nullable HttpResponse<byte[]> response, @Nullable Throwable error) {
        List<Awaited> indexed = new ArrayList<>();
        synchronized (this) {
            if (error != null) {
                leave(channel);
            }
            channel.lastFailure = SplunkFailures.ofQuestion(response, error);
            if (response != null) {
                for (Long id : HecAnswer.indexed(response)) {
                    Awaited one = channel.awaited.remove(id);
                    if (one != null) {
                        indexed.add(one);
                    }
                }
            }
        }
        for (Awaited one : indexed) {
            latencyNanos.accept(System.nanoTime() - one.sentNanos());
            end(one, Answer.DELIVERED);
        }
    }

    private static void end(Awaited awaited, Answer with) {
        awaited.expiry().cancel(false);
        awaited.answer().complete(with);
    }
}
