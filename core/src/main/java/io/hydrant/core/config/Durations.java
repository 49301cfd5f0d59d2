package io.hydrant.core.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people write them: a number and a unit, such as {@code 5 s} or {@code 10 min}. */
final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15}) ?(ms|s|min|h|d)");

    private Durations() {}

    /** Null if the text is no duration. */
    static @Nullable Duration parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return null;
        }
        long number = Long.parseLong(form.group(1));
        try {
            return switch (form.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "min" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        } catch (ArithmeticException e) {
            return null;
        }
    }

    /** The duration in the largest unit that holds it exactly, down to milliseconds. */
    static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0 || millis % 1000 != 0) {
            return millis + " ms";
        }
        long seconds = millis / 1000;
        if (seconds % 3600 == 0) {
            return seconds / 3600 + " h";
        }
        return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
