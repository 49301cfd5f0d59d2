package io.hydrant.gateway.deploy;

import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.config.InvalidConfigurationException;
import io.hydrant.gateway.store.DeliveryStream;
import java.util.Objects;

/**
 * Runs delivery jobs somewhere. The stream that a call names is in the version that its job has or is to have. Calls for one stream never overlap, calls for different streams do; all of them may block,
 * and throw {@link DeploymentException} if the place where jobs run does not answer.
 */
public interface JobDeployer extends AutoCloseable {
    /** What is known of a stream's newest job. */
    enum JobState {
        /** There is none. */
        ABSENT,
        /** Accepted, restarting or being stopped: leave it alone. */
        STARTING,
        RUNNING,
        /** Ended after a drain. */
        FINISHED,
        /** Ended by an error or by a cancellation. */
        FAILED
    }

    /**
     * The deployer that {@code flink.deployer} names, for a gateway that runs alone; {@code session} if it names none.
     *
     * @throws InvalidConfigurationException if it names one that is not for a gateway alone
     */
    static JobDeployer ofGatewayAlone(HydrantConfig config) {
        String deployer = Objects.requireNonNullElse(config.flink().deployer(), "session");
        return switch (deployer) {
            case "session" -> new SessionDeployer(config);
            case "none" -> new UnmanagedJobs();
            default ->
                throw new InvalidConfigurationException("flink.deployer: " + deployer
                        + " is not for a gateway alone; give session, or none if you start the jobs yourself");
        };
    }

    /**
     * State of the newest job of this incarnation of the stream, in whatever version; a job of an earlier incarnation
     * counts as {@code ABSENT}.
     */
    JobState state(DeliveryStream stream);

    /**
     * Submits the job of a stream whose delivery has begun; it restores itself from the newest state of its version or of
     * the one before.
     */
    void start(DeliveryStream stream);

    /**
     * Stops the job with drain: buffers are delivered whatever their size. Returns when the job has finished and its
     * objects are published; does nothing if the job has finished already.
     */
    void drain(DeliveryStream stream);

    /** Ends the job, if there is one, as it is: what it has not delivered yet stays undelivered. Returns when it has ended. */
    void cancel(DeliveryStream stream);

    /** Drops what is kept to restore jobs of this incarnation, of all versions: none will be started again. */
    void forget(DeliveryStream stream);

    /** Lets go of connections; jobs that others keep running go on. */
    @Override
    void close();
}
