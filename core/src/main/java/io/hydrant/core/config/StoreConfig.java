package io.hydrant.core.config;

import org.jspecify.annotations.Nullable;

/**
 * The stream store.
 *
 * @param url JDBC URL; left out, an H2 file in the data directory
 * @param user database user, if any
 * @param password its password, if any
 */
public record StoreConfig(
        @Nullable String url,
        @Nullable String user,
        @Nullable String password) {
    static final StoreConfig DEFAULT = new StoreConfig(null, null, null);

    public StoreConfig {
        if (url != null && !url.startsWith("jdbc:")) {
            throw Check.wrong("store.url", url, "is not a JDBC URL, such as jdbc:postgresql://host/hydrant");
        }
        if (url == null && (user != null || password != null)) {
            throw new InvalidConfigurationException("store.url: is missing; user and password go with it");
        }
    }

    @Override
    public String toString() {
        return "StoreConfig[" + url + ", " + user + "]";
    }
}
