package io.hydrant.gateway.deploy;

import org.jspecify.annotations.Nullable;

/** The place where jobs run did not do what it was asked; asking again later may help. */
public final class DeploymentException extends RuntimeException {
    /**
     * The place answered, with a refusal.
     *
     * @param message what was asked and what came back
     */
    public DeploymentException(String message) {
        super(message);
    }

    /**
     * The place did not answer.
     *
     * @param message what was asked
     * @param cause why there is no answer
     */
    public DeploymentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
