package io.hydrant.operators.convert.json;

import io.hydrant.core.schema.InvalidSchemaException;
import io.hydrant.operators.convert.rows.Rows;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.joda.time.chrono.ISOChronology;
import org.joda.time.format.DateTimeFormat;
import org.joda.time.format.DateTimeFormatter;
import org.joda.time.format.DateTimeParser;
import org.joda.time.format.DateTimeParserBucket;

/** Times that are written by a pattern of Joda-Time's. What the pattern leaves out is that of 1970-01-01T00:00:00Z. */
final class JodaPattern implements TimestampFormat {
    /** Joda's own way of reading them needs text of this length at most; no pattern stands for more. */
    private static final int MAX_LENGTH = 256;

    private static final int DEFAULT_YEAR = 1970;

    private final DateTimeFormatter formatter;
    private final DateTimeParser parser;

    JodaPattern(String pattern) {
        this.formatter = formatter(pattern);
        this.parser = formatter.getParser();
    }

    private static DateTimeFormatter formatter(String pattern) {
        DateTimeFormatter formatter;
        try {
            formatter = DateTimeFormat.forPattern(pattern).withLocale(Locale.ENGLISH);
        } catch (IllegalArgumentException e) {
            InvalidSchemaException invalid = new InvalidSchemaException("The timestamp format \"" + pattern
                    + "\" is neither millis nor a pattern of Joda-Time's: " + e.getMessage());
            invalid.initCause(e);
            throw invalid;
        }
        if (!formatter.isParser()) {
            throw new InvalidSchemaException("The timestamp format \"" + pattern + "\" can be written, but not read.");
        }
        return formatter;
    }

    @Override
    public boolean set(byte[] text, int from, int to, Rows rows, int node) {
        if (to - from > MAX_LENGTH) {
            return false;
        }
        String string = new String(text, from, to - from, StandardCharsets.UTF_8);
        DateTimeParserBucket bucket = new DateTimeParserBucket(
                0, ISOChronology.getInstanceUTC(), Locale.ENGLISH, formatter.getPivotYear(), DEFAULT_YEAR);
        if (parser.parseInto(bucket, string, 0) != string.length()) {
            return false;
        }
        try {
            return CalendarText.setMillis(bucket.computeMillis(true, string), rows, node);
        } catch (IllegalArgumentException | ArithmeticException e) {
            // Each part was readable, but there is no such time.
            return false;
        }
    }
}
