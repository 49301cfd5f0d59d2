package io.hydrant.core.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A destination that takes records in requests, and says of a request, or of each record in it, what became of it. */
public sealed interface RequestDestination extends Destination
        permits HttpEndpointDestination, SplunkDestination, SearchDestination {

    /** When a buffer becomes a request. */
    BufferingHints bufferingHints();

    /** How long a request that fails is tried again; zero: never. What counts as that time differs by destination. */
    Duration retryDuration();

    /** ARN of the secret in Secrets Manager that holds the credentials; null if there is none. */
    @Nullable
    String secretArn();
}
