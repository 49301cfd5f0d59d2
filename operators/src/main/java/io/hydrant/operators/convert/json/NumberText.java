package io.hydrant.operators.convert.json;

import io.hydrant.core.json.JsonScanner;

/** A JSON number as it is written, taken apart. Used again for each number. Not thread-safe. */
final class NumberText {
    /** So many digits never overflow a long. */
    private static final int SAFE_DIGITS = 18;

    /** Larger ones behave like this one: zero or out of all ranges. */
    private static final int MAX_EXPONENT = 1_000_000_000;

    private boolean negative;
    private long digits;
    private int count;
    private int scale;
    private boolean scientific;
    private int exponent;

    /** Index behind the number at an index that is before {@code to}; negative if there is none. */
    static int skip(byte[] json, int at, int to) {
        return json[at] == '-' || (json[at] >= '0' && json[at] <= '9')
                ? JsonScanner.skipValue(json, at, to)
                : JsonScanner.INVALID;
    }

    /** Takes the number at an index that is before {@code to} apart; gives the index behind it, negative if there is none. */
    int scan(byte[] json, int at, int to) {
        boolean minus = json[at] == '-';
        int start = minus ? at + 1 : at;
        int i = start;
        long number = 0;
        while (i < to) {
            int digit = json[i] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number = 10 * number + digit;
            i++;
        }
        int whole = i - start;
        if (whole == 0 || (whole > 1 && json[start] == '0')) {
            return JsonScanner.INVALID;
        }
        int fraction = 0;
        if (i < to && json[i] == '.') {
            int point = i++;
            while (i < to) {
                int digit = json[i] - '0';
                if (digit < 0 || digit > 9) {
                    break;
                }
                number = 10 * number + digit;
                i++;
            }
            fraction = i - point - 1;
            if (fraction == 0) {
                return JsonScanner.INVALID;
            }
        }
        negative = minus;
        digits = number;
        count = whole + fraction;
        scale = fraction;
        scientific = i < to && (json[i] | 0x20) == 'e';
        exponent = 0;
        if (scientific) {
            i = scanExponent(json, i + 1, to);
        }
        return i - at <= JsonScanner.MAX_NUMBER ? i : JsonScanner.INVALID;
    }

    private int scanExponent(byte[] json, int at, int to) {
        boolean minus = at < to && json[at] == '-';
        int start = minus || (at < to && json[at] == '+') ? at + 1 : at;
        int i = start;
        int value = 0;
        while (i < to && json[i] >= '0' && json[i] <= '9') {
            value = (int) Math.min(MAX_EXPONENT, 10L * value + json[i] - '0');
            i++;
        }
        exponent = minus ? -value : value;
        return i == start ? JsonScanner.INVALID : i;
    }

    boolean isNegative() {
        return negative;
    }

    /** Whether {@link #digits} did not overflow. */
    boolean isShort() {
        return count <= SAFE_DIGITS;
    }

    /** All digits before the exponent as one number, without the point and the sign. */
    long digits() {
        return digits;
    }

    /** How many digits there are before the exponent. */
    int count() {
        return count;
    }

    /** How many of them stand behind the point. */
    int scale() {
        return scale;
    }

    /** Whether there is an exponent. */
    boolean isScientific() {
        return scientific;
    }

    /** The power of ten that everything before is multiplied with. */
    int exponent() {
        return exponent;
    }
}
