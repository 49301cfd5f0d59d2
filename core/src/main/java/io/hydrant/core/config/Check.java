package io.hydrant.core.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks for compact constructors; each failure names the member's path, its value and what may stand there. */
final class Check {
    private Check() {}

    static InvalidConfigurationException wrong(String path, @Nullable Object value, String fix) {
        return new InvalidConfigurationException(path + ": " + value + " " + fix);
    }

    static void range(String path, long value, long min, long max) {
        if (value < min || value > max) {
            throw wrong(path, value, "is not between " + min + " and " + max);
        }
    }

    static void range(String path, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw wrong(
                    path,
                    Durations.format(value),
                    "is not between " + Durations.format(min) + " and " + Durations.format(max));
        }
    }

    static void oneOf(String path, @Nullable String value, List<String> allowed) {
        if (value != null && !allowed.contains(value)) {
            throw wrong(path, value, "is none of " + String.join(", ", allowed));
        }
    }

    static void notBlank(String path, @Nullable String value) {
        if (value != null && value.isBlank()) {
            throw new InvalidConfigurationException(path + ": must not be empty; leave it out for the default");
        }
    }

    static void httpUrl(String path, @Nullable String value) {
        if (value == null) {
            return;
        }
        try {
            URI uri = new URI(value);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return;
            }
        } catch (URISyntaxException e) {
            // Said below, in the same words as for any other text that is no such URL.
        }
        throw wrong(path, value, "is not an http:// or https:// URL");
    }

    static void together(String path, @Nullable Object value, String otherPath, @Nullable Object other) {
        if ((value == null) != (other == null)) {
            String missing = value == null ? path : otherPath;
            throw new InvalidConfigurationException(
                    missing + ": is missing; " + path + " and " + otherPath + " go together");
        }
    }
}
