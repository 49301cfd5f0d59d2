package io.hydrant.gateway.deploy;

import io.hydrant.gateway.store.DeliveryStream;

/**
 * Runs delivery jobs somewhere. Calls for one stream never overlap, calls for different streams do; all of them may block,
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

    /** State of the job of this incarnation of the stream; a job of an earlier one counts as {@code ABSENT}. */
    JobState state(DeliveryStream stream);

    /** Submits the stream's job, which restores itself from its newest checkpoint. */
    void start(DeliveryStream stream);

    /**
     * Stops the job with drain: buffers are delivered whatever their size. Returns when the job has finished and its
     * objects are published; does nothing if the job has finished already.
     */
    void drain(DeliveryStream stream);

    /** Drops what is kept to restore the job of this incarnation: it will not be started again. */
    void forget(DeliveryStream stream);

    /** Lets go of connections; jobs that others keep running go on. */
    @Override
    void close();
}
