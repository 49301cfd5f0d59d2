package io.hydrant.core.jq;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** C's {@code strftime} in the C locale and UTC, with GNU's flags {@code -}, {@code _}, {@code 0} and {@code ^}. */
final class TimeFormatter {
    static final String[] DAYS = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
    static final String[] MONTHS = {
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December"
    };

    private final BrokenDownTime time;
    private final String format;
    private final StringBuilder text = new StringBuilder();
    private int at;
    private char flag;
    private int width;

    private TimeFormatter(BrokenDownTime time, String format) {
        this.time = time;
        this.format = format;
    }

    static String format(BrokenDownTime time, String format) {
        TimeFormatter formatter = new TimeFormatter(time, format);
        while (formatter.at < format.length()) {
            formatter.next();
        }
        return formatter.text.toString();
    }

    private void next() {
        int start = at;
        char c = format.charAt(at++);
        if (c != '%') {
            text.append(c);
            return;
        }
        readFlags();
        if (at == format.length() || !conversion(format.charAt(at++))) {
            text.append(format, start, at);
        }
    }

    private void readFlags() {
        flag = 0;
        width = 0;
        while (at < format.length() && "-_0^".indexOf(format.charAt(at)) >= 0) {
            flag = format.charAt(at++);
        }
        while (at < format.length() && Character.isDigit(format.charAt(at)) && width < 100) {
            width = width * 10 + format.charAt(at++) - '0';
        }
        if (at + 1 < format.length() && (format.charAt(at) == 'E' || format.charAt(at) == 'O')) {
            at++;
        }
    }

    private boolean conversion(char c) {
        return calendar(c) || clock(c) || composed(c) || sign(c);
    }

    private boolean calendar(char c) {
        switch (c) {
            case 'a' -> word(DAYS[Math.floorMod(time.dayOfWeek(), 7)].substring(0, 3));
            case 'A' -> word(DAYS[Math.floorMod(time.dayOfWeek(), 7)]);
            case 'b', 'h' -> word(MONTHS[Math.floorMod(time.month(), 12)].substring(0, 3));
            case 'B' -> word(MONTHS[Math.floorMod(time.month(), 12)]);
            case 'C' -> number(Math.floorDiv(time.year(), 100), 2, '0');
            case 'd' -> number(time.day(), 2, '0');
            case 'e' -> number(time.day(), 2, '_');
            case 'g' -> number(Math.floorMod(weekYear(), 100), 2, '0');
            case 'G' -> number(weekYear(), 1, '0');
            case 'j' -> number(time.dayOfYear() + 1L, 3, '0');
            case 'm' -> number(time.month() + 1L, 2, '0');
            case 'u' -> number(time.dayOfWeek() == 0 ? 7 : time.dayOfWeek(), 1, '0');
            case 'U' -> number((time.dayOfYear() + 7 - time.dayOfWeek()) / 7, 2, '0');
            case 'V' -> number(date().get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2, '0');
            case 'w' -> number(time.dayOfWeek(), 1, '0');
            case 'W' -> number((time.dayOfYear() + 7 - Math.floorMod(time.dayOfWeek() + 6, 7)) / 7, 2, '0');
            case 'y' -> number(Math.floorMod(time.year(), 100), 2, '0');
            case 'Y' -> number(time.year(), 1, '0');
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean clock(char c) {
        switch (c) {
            case 'H' -> number(time.hours(), 2, '0');
            case 'I' -> number(hoursOfHalf(), 2, '0');
            case 'k' -> number(time.hours(), 2, '_');
            case 'l' -> number(hoursOfHalf(), 2, '_');
            case 'M' -> number(time.minutes(), 2, '0');
            case 'p' -> word(time.hours() < 12 ? "AM" : "PM");
            case 'P' -> word(time.hours() < 12 ? "am" : "pm");
            case 's' -> number(time.toSeconds(), 1, '0');
            case 'S' -> number((long) time.seconds(), 2, '0');
            case 'z' -> word("+0000");
            case 'Z' -> word("UTC");
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean composed(char c) {
        String inner = switch (c) {
            case 'c' -> "%a %b %e %H:%M:%S %Y";
            case 'D', 'x' -> "%m/%d/%y";
            case 'F' -> "%Y-%m-%d";
            case 'r' -> "%I:%M:%S %p";
            case 'R' -> "%H:%M";
            case 'T', 'X' -> "%H:%M:%S";
            default -> "";
        };
        text.append(format(time, inner));
        return !inner.isEmpty();
    }

    private boolean sign(char c) {
        switch (c) {
            case 'n' -> text.append('\n');
            case 't' -> text.append('\t');
            case '%' -> text.append('%');
            default -> {
                return false;
            }
        }
        return true;
    }

    private int hoursOfHalf() {
        return time.hours() % 12 == 0 ? 12 : time.hours() % 12;
    }

    private LocalDate date() {
        return LocalDate.ofYearDay(time.year(), 1).plusDays(time.dayOfYear());
    }

    private int weekYear() {
        return date().get(IsoFields.WEEK_BASED_YEAR);
    }

    private void word(String word) {
        text.append(flag == '^' ? word.toUpperCase(Locale.ROOT) : word);
    }

    private void number(long value, int digits, char padding) {
        char pad = flag == '_' || flag == '0' ? flag : padding;
        String number = Long.toString(value);
        int length = flag == '-' ? 0 : Math.max(digits, width);
        text.append((pad == '_' ? " " : "0").repeat(Math.max(0, length - number.length())))
                .append(number);
    }
}
