package io.hydrant.gateway.deploy;

import io.hydrant.gateway.deploy.JobDeployer.JobState;
import io.hydrant.gateway.store.DeliveryStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the job of the version that an update has replaced. Its buffers are delivered with the settings that they were
 * filled under, so the new version may have other operators, and no object mixes settings.
 *
 * <p>If the job was lost it is started once more, for what it had read to be delivered. One that fails again and again,
 * perhaps for the very reason of the update, is cancelled in the end: then the new version goes on from its newest
 * checkpoint, buffers and all. Flink refuses to do so if the new version lacks an operator that has records in that
 * checkpoint; nothing is lost then, the stream waits for an update that has it.
 */
final class UpdateSteps {
    private static final Logger LOGGER = LoggerFactory.getLogger(UpdateSteps.class);
    private static final int TRIES = 3;
    /** A JobManager that is restarted, or a destination that is away for a moment, is back by then. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final JobDeployer deployer;
    private final InstantSource clock;
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();

    UpdateSteps(JobDeployer deployer, InstantSource clock) {
        this.deployer = deployer;
        this.clock = clock;
    }

    /** How far an update has come. */
    enum Progress {
        /** The old job is about to run, or to end. */
        WAITING,
        /** The old job failed: try again, not too soon. */
        TROUBLED,
        /** The old job has delivered all that it had read. */
        DRAINED,
        /** The old job has ended without that. */
        GIVEN_UP
    }

    /** How often a job did not do what it should since when. */
    private record Trouble(Instant since, int times) {}

    /** Forgets streams of other incarnations than these. */
    void retain(Set<String> incarnations) {
        troubles.keySet().retainAll(incarnations);
    }

    /** @param stream that is UPDATING */
    Progress take(DeliveryStream stream) {
        DeliveryStream old = stream.deployed();
        Progress progress = switch (deployer.state(old)) {
            case FINISHED -> Progress.DRAINED;
            case RUNNING -> drain(stream);
            case STARTING -> troubled(old) ? giveUp(stream) : Progress.WAITING;
            case FAILED -> troubled(old) ? giveUp(stream) : startAgain(old);
            case ABSENT -> startLost(stream);
        };
        if (progress == Progress.DRAINED || progress == Progress.GIVEN_UP) {
            troubles.remove(old.incarnation());
        }
        return progress;
    }

    private Progress drain(DeliveryStream stream) {
        DeliveryStream old = stream.deployed();
        try {
            deployer.drain(old);
            return Progress.DRAINED;
        } catch (DeploymentException e) {
            LOGGER.warn("Version {} of {} is not drained yet", old.versionId(), old.name(), e);
            return troubled(old) ? giveUp(stream) : Progress.TROUBLED;
        }
    }

    /** Whatever ended all jobs, it was not this one's fault: what was counted against it before counts no more. */
    private Progress startLost(DeliveryStream stream) {
        DeliveryStream old = stream.deployed();
        try {
            Progress progress = startAgain(old);
            troubles.remove(old.incarnation());
            return progress;
        } catch (DeploymentException e) {
            if (troubled(old)) {
                return giveUp(stream);
            }
            throw e;
        }
    }

    private Progress startAgain(DeliveryStream old) {
        deployer.start(old);
        LOGGER.info("Started version {} of {} once more, to drain it", old.versionId(), old.name());
        return Progress.TROUBLED;
    }

    /** Counts one more trouble, and says whether that is enough of it. */
    private boolean troubled(DeliveryStream old) {
        Instant now = clock.instant();
        Trouble trouble = troubles.merge(
                old.incarnation(),
                new Trouble(now, 1),
                (before, one) -> new Trouble(before.since(), before.times() + 1));
        return trouble.times() > TRIES && Duration.between(trouble.since(), now).compareTo(PATIENCE) > 0;
    }

    private Progress giveUp(DeliveryStream stream) {
        DeliveryStream old = stream.deployed();
        deployer.cancel(old);
        if (deployer.state(old) == JobState.FINISHED) {
            return Progress.DRAINED; // Only the answer to the drain was lost.
        }
        LOGGER.error(
                "Version {} of {} could not be drained: version {} goes on from its newest checkpoint, or does not start"
                        + " if it has no operator for what is in there; then update the stream to one that has",
                old.versionId(),
                old.name(),
                stream.versionId());
        return Progress.GIVEN_UP;
    }
}
