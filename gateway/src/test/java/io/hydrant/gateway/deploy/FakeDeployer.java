package io.hydrant.gateway.deploy;

import io.hydrant.gateway.store.DeliveryStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A place where jobs run, of which tests say what happens. */
final class FakeDeployer implements JobDeployer {
    final Map<String, JobState> states = new ConcurrentHashMap<>();
    final List<String> calls = new CopyOnWriteArrayList<>();
    final List<Instant> starts = new CopyOnWriteArrayList<>();
    volatile boolean unreachable;
    volatile boolean failStart;
    volatile JobState afterStart = JobState.RUNNING;
    /** How often drains fail from now on. */
    final AtomicInteger failingDrains = new AtomicInteger();

    @Override
    public JobState state(DeliveryStream stream) {
        answerOrFail();
        return states.getOrDefault(stream.name(), JobState.ABSENT);
    }

    @Override
    public void start(DeliveryStream stream) {
        answerOrFail();
        calls.add("start " + version(stream));
        starts.add(Objects.requireNonNull(stream.deliveryStart()));
        if (failStart) {
            throw new DeploymentException("lost after it was accepted");
        }
        states.put(stream.name(), afterStart);
    }

    @Override
    public void drain(DeliveryStream stream) {
        answerOrFail();
        calls.add("drain " + version(stream));
        if (failingDrains.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new DeploymentException("cannot be drained");
        }
        states.put(stream.name(), JobState.FINISHED);
    }

    @Override
    public void cancel(DeliveryStream stream) {
        answerOrFail();
        if (states.get(stream.name()) == JobState.RUNNING || states.get(stream.name()) == JobState.STARTING) {
            calls.add("cancel " + stream.name());
            states.put(stream.name(), JobState.FAILED);
        }
    }

    @Override
    public void forget(DeliveryStream stream) {
        answerOrFail();
        calls.add("forget " + stream.name());
        states.remove(stream.name());
    }

    /** Name of the stream, and its version unless that is the first. */
    private static String version(DeliveryStream stream) {
        return stream.versionId() == 1 ? stream.name() : stream.name() + " v" + stream.versionId();
    }

    @Override
    public void close() {}

    private void answerOrFail() {
        if (unreachable) {
            throw new DeploymentException("no answer");
        }
    }
}
