package io.hydrant.gateway.deploy;

import io.hydrant.gateway.log.LogTopics;
import io.hydrant.gateway.store.DeliveryStream;
import io.hydrant.gateway.store.StoredStreams;
import io.hydrant.gateway.store.StreamStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings every stream one step nearer to where its status says it should be, each second, from what is there and not from
 * what happened: so it does not matter where a gateway died. Of several gateways on one store one does this at a time.
 *
 * <p>Streams do not wait for each other: each has a task of its own, and never two at once.
 */
public final class StreamReconciler implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(StreamReconciler.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    /** Long enough to survive a slow store, short enough that another gateway takes over soon. */
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final String holder = UUID.randomUUID().toString();
    private final StreamStore store;
    private final StoredStreams streams;
    private final StreamSteps steps;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(threads("reconciler"));
    private final ExecutorService workers = Executors.newCachedThreadPool(threads("stream-step"));
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final Map<String, Backoff> backoffs = new ConcurrentHashMap<>();

    /** Looks after the store's streams; call {@link #start} for it to begin. */
    public StreamReconciler(
            StreamStore store, StoredStreams streams, LogTopics topics, JobDeployer deployer, InstantSource clock) {
        this.store = store;
        this.streams = streams;
        this.steps = new StreamSteps(store, streams, topics, deployer, clock);
    }

    /** Begins to look after streams. */
    public void start() {
        ScheduledFuture<?> unused =
                ticker.scheduleWithFixedDelay(this::tick, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            List<DeliveryStream> all = streams.refresh();
            if (!store.holdLease(holder, LEASE)) {
                return;
            }
            Set<String> live = all.stream().map(DeliveryStream::incarnation).collect(Collectors.toSet());
            backoffs.keySet().retainAll(live);
            steps.retain(live);
            all.forEach(this::submit);
        } catch (RuntimeException e) {
            LOGGER.warn("Streams are left as they are for now", e);
        }
    }

    private void submit(DeliveryStream stream) {
        Backoff backoff = backoffs.computeIfAbsent(stream.incarnation(), key -> new Backoff());
        if (!workers.isShutdown() && backoff.ready() && busy.add(stream.incarnation())) {
            workers.execute(() -> {
                try {
                    take(stream, backoff);
                } finally {
                    busy.remove(stream.incarnation());
                }
            });
        }
    }

    private void take(DeliveryStream stream, Backoff backoff) {
        try {
            if (steps.take(stream)) {
                backoff.worked();
            } else {
                backoff.failed();
            }
        } catch (RuntimeException e) {
            backoff.failed();
            LOGGER.warn("Stream {} stays {} for now", stream.name(), stream.status(), e);
        }
    }

    /** Stops looking after streams; steps that take longer than a moment are interrupted. */
    @Override
    public void close() {
        ticker.shutdown();
        workers.shutdown();
        try {
            boolean ended = ticker.awaitTermination(2, TimeUnit.SECONDS);
            if (!workers.awaitTermination(2, TimeUnit.SECONDS) || !ended) {
                ticker.shutdownNow();
                workers.shutdownNow();
                LOGGER.info("Steps of streams are left undone; the next start takes them up");
            }
        } catch (InterruptedException e) {
            ticker.shutdownNow();
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
        try {
            store.releaseLease(holder);
        } catch (RuntimeException e) {
            LOGGER.warn("Others take over after {} s only", LEASE.toSeconds(), e);
        }
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
