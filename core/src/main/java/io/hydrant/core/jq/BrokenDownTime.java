package io.hydrant.core.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A time as jq and C have it, in UTC. Fields may be out of range, as in the 31st of February: then they carry over.
 *
 * @param month from 0
 * @param seconds may have a fraction
 * @param dayOfWeek Sunday is 0
 * @param dayOfYear from 0
 */
record BrokenDownTime(
        int year, int month, int day, int hours, int minutes, double seconds, int dayOfWeek, int dayOfYear) {
    static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int SECONDS_OF_DAY = 86_400;
    /** Times are cut off there, 158,000 years away, well within what calendars here can do. */
    private static final double MAX_SECONDS = 5e12;

    /** A date and a time of day, from which the day of the week and of the year follow. */
    static BrokenDownTime of(int year, int month, int day, int hours, int minutes, double seconds) {
        LocalDate date = date(year, month, day);
        int dayOfYear = (int) (date.toEpochDay() - LocalDate.of(year, 1, 1).toEpochDay());
        return new BrokenDownTime(
                year, month, day, hours, minutes, seconds, date.getDayOfWeek().getValue() % 7, dayOfYear);
    }

    /** The time at that many seconds since 1970. */
    static BrokenDownTime ofSeconds(double epochSeconds) {
        double bounded = Math.max(-MAX_SECONDS, Math.min(epochSeconds, MAX_SECONDS));
        long whole = (long) Math.floor(bounded);
        int ofDay = (int) Math.floorMod(whole, (long) SECONDS_OF_DAY);
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(whole, (long) SECONDS_OF_DAY));
        return of(
                date.getYear(),
                date.getMonthValue() - 1,
                date.getDayOfMonth(),
                ofDay / 3600,
                ofDay / 60 % 60,
                ofDay % 60 + (bounded - whole));
    }

    /** The time that jq has as an array of eight numbers; null if it is none. */
    static @Nullable BrokenDownTime ofJson(JsonNode json) {
        if (!json.isArray() || json.size() < 8) {
            return null;
        }
        for (JsonNode field : json) {
            if (!field.isNumber() || Math.abs(field.asDouble()) > 1e8) {
                return null;
            }
        }
        return new BrokenDownTime(
                json.get(0).asInt(),
                json.get(1).asInt(),
                json.get(2).asInt(),
                json.get(3).asInt(),
                json.get(4).asInt(),
                json.get(5).asDouble(),
                json.get(6).asInt(),
                json.get(7).asInt());
    }

    JsonNode toJson() {
        ArrayNode array = JSON.arrayNode(8);
        array.add(year).add(month).add(day).add(hours).add(minutes);
        if (seconds == (int) seconds) {
            array.add((int) seconds);
        } else {
            array.add(seconds);
        }
        return array.add(dayOfWeek).add(dayOfYear);
    }

    /** Whole seconds since 1970. */
    long toSeconds() {
        return date(year, month, day).toEpochDay() * SECONDS_OF_DAY + hours * 3600L + minutes * 60L + (long) seconds;
    }

    private static LocalDate date(int year, int month, int day) {
        return LocalDate.of(year + Math.floorDiv(month, 12), Math.floorMod(month, 12) + 1, 1)
                .plusDays(day - 1L);
    }
}
