package io.hydrant.core.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Timestamps as SDKs send them (seconds since the epoch, with fractions) and as people write them (ISO 8601). */
public final class Timestamps {
    private static final double MILLIS = 1000;

    private Timestamps() {}

    /** The time, to the millisecond; null if there is none or it cannot be read. */
    public static @Nullable Instant instant(JsonNode value) {
        if (value.isNumber()) {
            return Instant.ofEpochMilli(Math.round(value.doubleValue() * MILLIS));
        }
        try {
            return value.isTextual() ? Instant.parse(value.textValue()) : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
