package io.hydrant.sinks.jdbc;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as databases read them from text. What is no time stays as it is, for the database to refuse. */
final class TimeText {
    /** From here on a number counts milliseconds, below seconds; as seconds it would be the year 5138. */
    private static final BigDecimal MILLIS = new BigDecimal("1e11");
    /** From here on a number counts microseconds. */
    private static final BigDecimal MICROS = new BigDecimal("1e14");

    private static final DateTimeFormatter SQL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
    static final int DATE_LENGTH = 10;

    private TimeText() {}

    /** A text with or without a zone, as a time in UTC without one. */
    static String inUtc(String text) {
        if (!hasZone(text)) {
            return text;
        }
        if (text.endsWith("Z")) {
            return text.substring(0, text.length() - 1);
        }
        try {
            return SQL.format(OffsetDateTime.parse(text.replace(' ', 'T')).atZoneSameInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return text;
        }
    }

    /** A text with or without a zone, as one with a zone: UTC if there is none. */
    static String withZone(String text) {
        return text.length() <= DATE_LENGTH || hasZone(text) ? text : text + "Z";
    }

    /** The date at the beginning of a text. */
    static String date(String text) {
        return text.length() > DATE_LENGTH && text.charAt(DATE_LENGTH) == 'T' ? text.substring(0, DATE_LENGTH) : text;
    }

    /** Seconds, milliseconds or microseconds since 1970, by how large the number is, as a time in UTC without a zone. */
    static String ofEpoch(String number) {
        BigDecimal given = new BigDecimal(number);
        BigDecimal size = given.abs();
        int scale = size.compareTo(MICROS) >= 0 ? 6 : size.compareTo(MILLIS) >= 0 ? 3 : 0;
        BigDecimal seconds = given.scaleByPowerOfTen(-scale);
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        try {
            return SQL.format(LocalDateTime.ofEpochSecond(
                    whole.longValueExact(),
                    seconds.subtract(whole).movePointRight(9).intValue(),
                    ZoneOffset.UTC));
        } catch (ArithmeticException | DateTimeException e) {
            return number;
        }
    }

    private static boolean hasZone(String text) {
        for (int i = DATE_LENGTH; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 'Z' || c == 'z' || c == '+' || c == '-') {
                return true;
            }
        }
        return false;
    }
}
