package io.hydrant.gateway.deploy;

import io.hydrant.gateway.store.DeliveryStream;

/**
 * Deployer {@code none}: a person starts and stops jobs. A deleted stream counts as drained as soon as its job has read
 * and secured every record that was put, at once if it reads from elsewhere, so whoever deletes it stops the job with drain
 * afterwards.
 */
public final class UnmanagedJobs implements JobDeployer {
    @Override
    public JobState state(DeliveryStream stream) {
        return JobState.RUNNING;
    }

    @Override
    public void start(DeliveryStream stream) {}

    @Override
    public void drain(DeliveryStream stream) {}

    @Override
    public void cancel(DeliveryStream stream) {}

    @Override
    public void forget(DeliveryStream stream) {}

    @Override
    public void close() {}
}
