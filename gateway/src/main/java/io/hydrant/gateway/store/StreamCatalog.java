package io.hydrant.gateway.store;

import org.jspecify.annotations.Nullable;

/** The delivery streams that exist, looked up in memory. */
public interface StreamCatalog {
    /** The stream of that name; null if there is none. */
    @Nullable
    DeliveryStream find(String name);
}
