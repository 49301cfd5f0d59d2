package io.hydrant.operators.convert.json;

import io.hydrant.operators.convert.rows.Rows;

/** Days and times as texts, in the years 0000 to 9999 and in UTC. Static and without state. */
final class CalendarText {
    /** The first second of the year 0000, and the last of 9999: what files and their readers agree about. */
    private static final long MIN_SECOND = -62_167_219_200L;

    private static final long MAX_SECOND = 253_402_300_799L;

    private static final int SECONDS_PER_DAY = 86_400;
    private static final int DATE_LENGTH = 10;
    private static final int MAX_FRACTION = 9;
    private static final long NO_DAY = Long.MIN_VALUE;
    private static final int[] NANOS = {
        1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
    };

    private CalendarText() {}

    /** Sets a day that is written {@code yyyy-MM-dd}; gives whether it is. */
    static boolean setDate(byte[] text, int from, int to, Rows rows, int node) {
        if (to - from != DATE_LENGTH || text[from + 4] != '-' || text[from + 7] != '-') {
            return false;
        }
        long day = day(year(text, from), two(text, from + 5), two(text, from + 8));
        if (day == NO_DAY) {
            return false;
        }
        rows.setLong(node, day);
        return true;
    }

    /**
     * Sets a time that is written {@code yyyy-[M]M-[d]d HH:mm:ss[.SSSSSSSSS]} with up to nine digits behind the point; gives
     * whether it is.
     *
     * @param iso whether {@code yyyy-MM-dd'T'HH:mm:ss[.SSSSSSSSS]'Z'} will do too
     */
    static boolean setTime(byte[] text, int from, int to, boolean iso, Rows rows, int node) {
        if (to - from < "yyyy-M-d HH:mm:ss".length() || text[from + 4] != '-') {
            return false;
        }
        int month = from + 5;
        int monthEnd = text[month + 1] == '-' ? month + 1 : month + 2;
        int dayOfMonth = monthEnd + 1;
        int dayEnd = text[dayOfMonth + 1] == ' ' ? dayOfMonth + 1 : dayOfMonth + 2;
        int clock = dayEnd + 1;
        int fraction = clock + "HH:mm:ss".length();
        boolean zulu = iso && text[to - 1] == 'Z' && dayEnd == from + DATE_LENGTH && text[dayEnd] == 'T';
        int end = zulu ? to - 1 : to;
        if (text[monthEnd] != '-' || (!zulu && text[dayEnd] != ' ') || fraction > end) {
            return false;
        }
        long day = day(year(text, from), number(text, month, monthEnd), number(text, dayOfMonth, dayEnd));
        int second = second(text, clock);
        int nanos = fraction == end ? 0 : text[fraction] == '.' ? nanos(text, fraction + 1, end) : -1;
        if (day == NO_DAY || second < 0 || nanos < 0) {
            return false;
        }
        rows.setTimestamp(node, day * SECONDS_PER_DAY + second, nanos);
        return true;
    }

    /** Sets a time; gives whether it is within the years. */
    static boolean setMillis(long epochMillis, Rows rows, int node) {
        return setSeconds(
                Math.floorDiv(epochMillis, 1000L), (int) Math.floorMod(epochMillis, 1000L) * 1_000_000, rows, node);
    }

    /** Sets a time; gives whether it is within the years. */
    static boolean setSeconds(long epochSeconds, int nanos, Rows rows, int node) {
        if (epochSeconds < MIN_SECOND || epochSeconds > MAX_SECOND) {
            return false;
        }
        rows.setTimestamp(node, epochSeconds, nanos);
        return true;
    }

    /** Digits behind a point as nanoseconds, or negative if they are none or too many. */
    static int nanos(byte[] text, int from, int to) {
        int digits = to - from;
        int value = digits >= 1 && digits <= MAX_FRACTION ? number(text, from, to) : -1;
        return value < 0 ? value : value * NANOS[digits];
    }

    private static int second(byte[] text, int at) {
        int hour = two(text, at);
        int minute = two(text, at + 3);
        int second = two(text, at + 6);
        boolean valid = hour >= 0
                && hour <= 23
                && minute >= 0
                && minute <= 59
                && second >= 0
                && second <= 59
                && text[at + 2] == ':'
                && text[at + 5] == ':';
        return valid ? (hour * 60 + minute) * 60 + second : -1;
    }

    private static int year(byte[] text, int at) {
        int century = two(text, at);
        int year = two(text, at + 2);
        return century < 0 || year < 0 ? -1 : 100 * century + year;
    }

    private static int two(byte[] text, int at) {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : 10 * tens + ones;
    }

    /** Up to nine digits, or negative if one of them is none. */
    private static int number(byte[] text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = 10 * value + digit;
        }
        return value;
    }

    /** Days since 1970-01-01, in the Gregorian calendar; {@link #NO_DAY} if there is no such day. */
    private static long day(int year, int month, int day) {
        if (year < 0 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) {
            return NO_DAY;
        }
        // Years that begin in March have their leap day at the end.
        int marchYear = month <= 2 ? year - 1 : year;
        int marchMonth = month <= 2 ? month + 9 : month - 3;
        int leapDays = Math.floorDiv(marchYear, 4) - Math.floorDiv(marchYear, 100) + Math.floorDiv(marchYear, 400);
        int daysBefore = (153 * marchMonth + 2) / 5;
        return 365L * marchYear + leapDays + daysBefore + day - 1 - 719_468;
    }

    private static int daysOf(int year, int month) {
        return switch (month) {
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }
}
