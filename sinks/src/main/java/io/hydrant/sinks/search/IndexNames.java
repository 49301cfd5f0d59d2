package io.hydrant.sinks.search;

import io.hydrant.core.definition.SearchDestination.IndexRotation;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.time.temporal.WeekFields;
import java.util.Locale;

/**
 * Names of the indices that records belong to, by when they arrived, in UTC. Fast while records are of the same period.
 *
 * <p>Weeks are those of the United States, as Firehose counts them: they begin on Sunday, and the first one of a year is
 * that of its first Saturday. The days around New Year may so belong to a week of the other year. Not thread-safe.
 */
final class IndexNames {
    private static final WeekFields WEEK = WeekFields.SUNDAY_START;
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuu-MM-dd-HH", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT);
    private static final DateTimeFormatter YEAR_AND_WEEK = new DateTimeFormatterBuilder()
            .appendValue(WEEK.weekBasedYear(), 4)
            .appendLiteral("-w")
            .appendValue(WEEK.weekOfWeekBasedYear(), 2)
            .toFormatter(Locale.ROOT);

    private final String index;
    private final IndexRotation rotation;
    private String current;
    /** The period that {@link #current} is of: epoch milliseconds, its end excluded. */
    private long from;

    private long to;

    /** Indices whose names begin with {@code index}, or that one index without rotation. */
    IndexNames(String index, IndexRotation rotation) {
        this.index = index;
        this.rotation = rotation;
        this.current = index;
        if (rotation == IndexRotation.NoRotation) {
            from = Long.MIN_VALUE;
            to = Long.MAX_VALUE;
        }
    }

    /** Name of the index of a record that arrived at {@code arrivalMillis}: the same object until the period changes. */
    String at(long arrivalMillis) {
        if (arrivalMillis < from || arrivalMillis >= to) {
            moveTo(arrivalMillis);
        }
        return current;
    }

    private void moveTo(long arrivalMillis) {
        LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochMilli(arrivalMillis), ZoneOffset.UTC);
        LocalDateTime day = time.truncatedTo(ChronoUnit.DAYS);
        switch (rotation) {
            case OneHour -> period(time.truncatedTo(ChronoUnit.HOURS), ChronoUnit.HOURS, HOUR);
            case OneDay -> period(day, ChronoUnit.DAYS, DAY);
            case OneWeek -> period(day.with(WEEK.dayOfWeek(), 1), ChronoUnit.WEEKS, YEAR_AND_WEEK);
            case OneMonth -> period(day.withDayOfMonth(1), ChronoUnit.MONTHS, MONTH);
            case NoRotation -> throw new IllegalStateException("one index is for all time");
        }
    }

    private void period(LocalDateTime start, ChronoUnit length, DateTimeFormatter suffix) {
        from = start.toInstant(ZoneOffset.UTC).toEpochMilli();
        to = start.plus(1, length).toInstant(ZoneOffset.UTC).toEpochMilli();
        current = index + "-" + suffix.format(start);
    }
}
