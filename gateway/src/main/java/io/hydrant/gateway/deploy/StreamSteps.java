package io.hydrant.gateway.deploy;

import io.hydrant.gateway.deploy.JobDeployer.JobState;
import io.hydrant.gateway.log.LogTopics;
import io.hydrant.gateway.store.DeliveryStream;
import io.hydrant.gateway.store.StoredStreams;
import io.hydrant.gateway.store.StreamStatus;
import io.hydrant.gateway.store.StreamStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be done with a stream, by its status:
 *
 * <pre>
 *  CREATING  note when delivery begins, start the job             then ACTIVE
 *  ACTIVE    start the job again if it has ended
 *  UPDATING  drain the job of the version before            then ACTIVE, whose job is of the new version
 *  DELETING  wait until the job has read all records, drain it    then DRAINED
 *  DRAINED   drop checkpoints and topic                           then gone
 * </pre>
 *
 * Until an update has come to its end the job is of the version before, whatever else is to be done with the stream.
 *
 * <p>Only a stream that takes puts has a topic. Where others read there is no end to wait for: what the job has read when the
 * stream is deleted is delivered, unless the owner gives that up, see DeleteDeliveryStream.
 */
final class StreamSteps {
    private static final Logger LOGGER = LoggerFactory.getLogger(StreamSteps.class);
    /** Other gateways learn within a second that a stream takes no more records; then its topic's ends stand still. */
    private static final Duration UNTIL_ALL_GATEWAYS_KNOW = Duration.ofSeconds(2);

    private final StreamStore store;
    private final StoredStreams streams;
    private final LogTopics topics;
    private final JobDeployer deployer;
    private final UpdateSteps updates;
    private final InstantSource clock;
    /** When a stream was first seen in deletion, by incarnation, in {@link System#nanoTime} */
    private final Map<String, Long> deletionSeen = new ConcurrentHashMap<>();

    StreamSteps(StreamStore store, StoredStreams streams, LogTopics topics, JobDeployer deployer, InstantSource clock) {
        this.store = store;
        this.streams = streams;
        this.topics = topics;
        this.deployer = deployer;
        this.updates = new UpdateSteps(deployer, clock);
        this.clock = clock;
    }

    /** Forgets streams of other incarnations than these. */
    void retain(Set<String> incarnations) {
        deletionSeen.keySet().retainAll(incarnations);
        updates.retain(incarnations);
    }

    /** Takes the stream's next step; false if the job had to be started again, which should not happen often. */
    boolean take(DeliveryStream stream) {
        return switch (stream.status()) {
            case CREATING -> {
                JobState unused = runJob(store.beginDelivery(stream, clock.instant()));
                move(stream, StreamStatus.ACTIVE);
                yield true;
            }
            case ACTIVE -> runJob(stream) == JobState.RUNNING;
            case UPDATING -> update(stream);
            case DELETING -> stream.takesPuts() ? drainPuts(stream.deployed()) : drain(stream.deployed());
            case DRAINED -> {
                remove(stream.deployed());
                yield true;
            }
        };
    }

    private boolean update(DeliveryStream stream) {
        switch (updates.take(stream)) {
            case DRAINED -> endUpdate(stream, true);
            case GIVEN_UP -> endUpdate(stream, false);
            case WAITING -> {}
            case TROUBLED -> {
                return false;
            }
        }
        return true;
    }

    private void endUpdate(DeliveryStream stream, boolean drained) {
        if (store.endUpdate(stream, drained)) {
            LOGGER.info("Stream {} is ACTIVE in version {}", stream.name(), stream.versionId());
        }
        streams.refresh();
    }

    private void remove(DeliveryStream stream) {
        if (stream.takesPuts()) {
            deployer.forget(stream);
            topics.delete(stream.name());
        } else {
            // It still runs, or tries to, if its owner did not want to wait for the drain.
            deployer.cancel(stream);
            deployer.forget(stream);
        }
        store.delete(stream);
        streams.refresh();
        LOGGER.info("Deleted {}", stream.name());
    }

    /** Starts the job unless it runs or is about to; returns its state before. */
    private JobState runJob(DeliveryStream stream) {
        JobState state = deployer.state(stream);
        switch (state) {
            case ABSENT, FAILED, FINISHED -> {
                deployer.start(stream);
                LOGGER.info("Started the job of {}, which was {}", stream.name(), state);
            }
            case RUNNING, STARTING -> {}
        }
        return state;
    }

    private boolean drain(DeliveryStream stream) {
        if (stream.deliveryStart() == null) {
            move(stream, StreamStatus.DRAINED);
            return true;
        }
        JobState state = deployer.state(stream);
        switch (state) {
            case RUNNING -> deployer.drain(stream);
            case FINISHED -> {}
            case STARTING -> {
                return true;
            }
            case ABSENT, FAILED -> {
                // It was lost with records that it had read and not yet delivered: they are in its checkpoint.
                runJob(stream);
                return false;
            }
        }
        move(stream, StreamStatus.DRAINED);
        return true;
    }

    private boolean drainPuts(DeliveryStream stream) {
        long seen = deletionSeen.computeIfAbsent(stream.incarnation(), key -> System.nanoTime());
        if (System.nanoTime() - seen < UNTIL_ALL_GATEWAYS_KNOW.toNanos()) {
            return true;
        }
        Map<Integer, Long> ends = topics.endOffsets(stream.name());
        JobState state = deployer.state(stream);
        boolean nothingEverPut = ends.values().stream().allMatch(end -> end == 0);
        if (state == JobState.ABSENT && nothingEverPut) {
            move(stream, StreamStatus.DRAINED);
            return true;
        }
        boolean atWork = state == JobState.RUNNING || state == JobState.FINISHED;
        if (!atWork || !allRead(ends, topics.deliveredOffsets(stream.name()))) {
            JobState before = runJob(stream);
            return before == JobState.RUNNING || before == JobState.STARTING;
        }
        if (state == JobState.RUNNING) {
            deployer.drain(stream);
        }
        move(stream, StreamStatus.DRAINED);
        return true;
    }

    /** A running job has secured everything up to its committed offsets; one that finished has delivered it too. */
    private static boolean allRead(Map<Integer, Long> ends, Map<Integer, Long> delivered) {
        return ends.entrySet().stream().allMatch(end -> delivered.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    private void move(DeliveryStream stream, StreamStatus to) {
        if (store.updateStatus(stream, to)) {
            LOGGER.info("Stream {} is {}", stream.name(), to);
        }
        streams.refresh();
    }
}
