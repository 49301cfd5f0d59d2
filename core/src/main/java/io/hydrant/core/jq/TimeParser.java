package io.hydrant.core.jq;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** C's {@code strptime} in the C locale. A time zone is read and ignored, as jq does. */
final class TimeParser {
    private final String text;
    private int at;

    private int year = 1900;
    private int month;
    private int day;
    private int dayOfYear = -1;
    private int hours;
    private int minutes;
    private int seconds;
    private boolean half;
    private boolean afternoon;
    private @Nullable BrokenDownTime instant;

    private TimeParser(String text) {
        this.text = text;
    }

    /** The time that a text says; null if the text and nothing else does not match the format. */
    static @Nullable BrokenDownTime parse(String text, String format) {
        TimeParser parser = new TimeParser(text);
        return parser.matches(format) && parser.at == text.length() ? parser.time() : null;
    }

    private @Nullable BrokenDownTime time() {
        if (instant != null) {
            return instant;
        }
        if (dayOfYear >= 0 && day == 0) {
            return BrokenDownTime.ofSeconds(
                    86_400.0 * LocalDate.of(year, 1, 1).plusDays(dayOfYear).toEpochDay());
        }
        int ofDay = half ? hours % 12 + (afternoon ? 12 : 0) : hours;
        return BrokenDownTime.of(year, month, day, ofDay, minutes, seconds);
    }

    private boolean matches(String format) {
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (Character.isWhitespace(c)) {
                skipSpace();
            } else if (c != '%' || i + 1 == format.length()) {
                if (!literal(c)) {
                    return false;
                }
            } else {
                i++;
                while (i + 1 < format.length() && "EO-_0^".indexOf(format.charAt(i)) >= 0) {
                    i++;
                }
                if (!conversion(format.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean conversion(char c) {
        return switch (c) {
            case 'a', 'A' -> name(TimeFormatter.DAYS) >= 0;
            case 'b', 'B', 'h' -> (month = name(TimeFormatter.MONTHS)) >= 0;
            case 'd', 'e' -> (day = number(2, 1, 31)) >= 0;
            case 'j' -> (dayOfYear = number(3, 1, 366) - 1) >= 0;
            case 'm' -> (month = number(2, 1, 12) - 1) >= 0;
            case 'y' -> twoDigitYear();
            case 'Y' -> (year = number(4, 0, 9999)) >= 0;
            case 'C' -> number(2, 0, 99) >= 0;
            case 'u' -> number(1, 1, 7) >= 0;
            case 'w' -> number(1, 0, 6) >= 0;
            case 'U', 'V', 'W', 'g' -> number(2, 0, 99) >= 0;
            case 'G' -> number(4, 0, 9999) >= 0;
            case 'H', 'k' -> (hours = number(2, 0, 23)) >= 0;
            case 'I', 'l' -> half() && (hours = number(2, 1, 12)) >= 0;
            case 'M' -> (minutes = number(2, 0, 59)) >= 0;
            case 'p', 'P' -> halfOfDay();
            case 'S' -> (seconds = number(2, 0, 61)) >= 0;
            case 's' -> epochSeconds();
            case 'z' -> offset();
            case 'Z' -> zone();
            default -> composed(c);
        };
    }

    private boolean composed(char c) {
        return switch (c) {
            case 'c' -> matches("%a %b %e %H:%M:%S %Y");
            case 'D', 'x' -> matches("%m/%d/%y");
            case 'F' -> matches("%Y-%m-%d");
            case 'r' -> matches("%I:%M:%S %p");
            case 'R' -> matches("%H:%M");
            case 'T', 'X' -> matches("%H:%M:%S");
            case 'n', 't' -> skipSpace();
            case '%' -> literal('%');
            default -> false;
        };
    }

    private boolean literal(char c) {
        return at < text.length() && text.charAt(at++) == c;
    }

    private boolean skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return true;
    }

    /** A number of at most that many digits; negative if there is none in the range. */
    private int number(int digits, int min, int max) {
        skipSpace();
        int start = at;
        int value = 0;
        while (at < text.length() && at < start + digits && isDigit(at)) {
            value = value * 10 + text.charAt(at++) - '0';
        }
        return at > start && value >= min && value <= max ? value : -1;
    }

    private boolean isDigit(int i) {
        return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }

    /** Index of the name that stands here, whole or its first three letters. */
    private int name(String[] names) {
        for (int i = 0; i < names.length; i++) {
            for (int length : new int[] {names[i].length(), 3}) {
                if (text.regionMatches(true, at, names[i], 0, length)) {
                    at += length;
                    return i;
                }
            }
        }
        return -1;
    }

    private boolean twoDigitYear() {
        int ofCentury = number(2, 0, 99);
        year = ofCentury < 69 ? 2000 + ofCentury : 1900 + ofCentury;
        return ofCentury >= 0;
    }

    private boolean half() {
        half = true;
        return true;
    }

    private boolean halfOfDay() {
        afternoon = text.regionMatches(true, at, "PM", 0, 2);
        boolean morning = text.regionMatches(true, at, "AM", 0, 2);
        at += 2;
        return afternoon || morning;
    }

    private boolean epochSeconds() {
        int start = at;
        while (isDigit(at) && at < start + 15) {
            at++;
        }
        if (at == start) {
            return false;
        }
        instant = BrokenDownTime.ofSeconds((double) Long.parseLong(text.substring(start, at)));
        return true;
    }

    private boolean offset() {
        skipSpace();
        if (at < text.length() && text.charAt(at) == 'Z') {
            at++;
            return true;
        }
        boolean signed = at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-');
        at++;
        boolean hour = signed && isDigit(at) && isDigit(at + 1);
        at += 2;
        if (hour && at < text.length() && text.charAt(at) == ':') {
            at++;
        }
        if (hour && isDigit(at) && isDigit(at + 1)) {
            at += 2;
        }
        return hour;
    }

    private boolean zone() {
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        return true;
    }
}
