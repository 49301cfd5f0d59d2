package io.hydrant.core.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds where JSON values end in a byte array. Nothing is built, nothing is allocated.
 *
 * <p>It is strict: what it takes for a value is one by RFC 8259 in valid UTF-8, and within the limits that Jackson has by
 * default, so that Jackson reads it too. All methods give {@link #INVALID} for anything else. They take an index to begin
 * at and one to end before, and look at no byte outside. Static and without state, so safe for any thread.
 */
public final class JsonScanner {
    /** What methods give instead of an index where there is no such value. */
    public static final int INVALID = -1;

    /** Objects and arrays within each other, the outermost included. */
    public static final int MAX_DEPTH = 1000;

    /** Bytes of a number. */
    public static final int MAX_NUMBER = 1000;

    /** Bytes of a member's name, quotation marks included. */
    public static final int MAX_NAME = 50_000;

    /** Bytes of a string, without the closing quotation mark. */
    public static final int MAX_STRING = 20_000_000;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private JsonScanner() {}

    /** Index of the first byte that is no white space, or {@code to}. */
    public static int skipSpace(byte[] json, int at, int to) {
        int i = at;
        while (i < to && json[i] <= ' ' && (json[i] == ' ' || json[i] == '\n' || json[i] == '\r' || json[i] == '\t')) {
            i++;
        }
        return i;
    }

    /** Index behind the value whose first byte is at {@code at}. */
    public static int skipValue(byte[] json, int at, int to) {
        return skipValue(json, at, to, 1);
    }

    /** As {@link #skipValue(byte[], int, int)}, for a value that would be the {@code depth}th within another, from 1. */
    public static int skipValue(byte[] json, int at, int to, int depth) {
        if (at >= to) {
            return INVALID;
        }
        return switch (json[at]) {
            case '"' -> skipString(json, at, to);
            case '{' -> skipObject(json, at, to, depth);
            case '[' -> skipArray(json, at, to, depth);
            case 't' -> skipWord(json, at, to, 'r', 'u', 'e');
            case 'n' -> skipWord(json, at, to, 'u', 'l', 'l');
            case 'f' -> at + 1 < to && json[at + 1] == 'a' ? skipWord(json, at + 1, to, 'l', 's', 'e') : INVALID;
            default -> skipNumber(json, at, to);
        };
    }

    /** Index behind the closing quotation mark of the member's name that begins at {@code at}. */
    public static int skipName(byte[] json, int at, int to) {
        int end = at < to && json[at] == '"' ? skipString(json, at, to) : INVALID;
        return end - at <= MAX_NAME ? end : INVALID;
    }

    /** Behind a member's name: index of the first byte of its value. */
    public static int skipColon(byte[] json, int at, int to) {
        int colon = skipSpace(json, at, to);
        return colon < to && json[colon] == ':' ? skipSpace(json, colon + 1, to) : INVALID;
    }

    /**
     * Behind a member or an element: index of what comes next if that is another one, of {@code close} if that ends the
     * object or the array.
     */
    public static int skipComma(byte[] json, int at, int to, char close) {
        int i = skipSpace(json, at, to);
        if (i >= to || json[i] == close) {
            return i < to ? i : INVALID;
        }
        int next = json[i] == ',' ? skipSpace(json, i + 1, to) : to;
        return next < to && json[next] != close ? next : INVALID;
    }

    private static int skipObject(byte[] json, int at, int to, int depth) {
        int i = depth > MAX_DEPTH ? to : skipSpace(json, at + 1, to);
        while (i >= 0 && i < to && json[i] != '}') {
            i = skipName(json, i, to);
            i = i < 0 ? INVALID : skipColon(json, i, to);
            i = i < 0 ? INVALID : skipValue(json, i, to, depth + 1);
            i = i < 0 ? INVALID : skipComma(json, i, to, '}');
        }
        return i >= 0 && i < to ? i + 1 : INVALID;
    }

    private static int skipArray(byte[] json, int at, int to, int depth) {
        int i = depth > MAX_DEPTH ? to : skipSpace(json, at + 1, to);
        while (i >= 0 && i < to && json[i] != ']') {
            i = skipValue(json, i, to, depth + 1);
            i = i < 0 ? INVALID : skipComma(json, i, to, ']');
        }
        return i >= 0 && i < to ? i + 1 : INVALID;
    }

    /** A word whose first letter is known. */
    private static int skipWord(byte[] json, int at, int to, char second, char third, char fourth) {
        return at + 4 <= to && json[at + 1] == second && json[at + 2] == third && json[at + 3] == fourth
                ? at + 4
                : INVALID;
    }

    private static int skipNumber(byte[] json, int at, int to) {
        int i = json[at] == '-' ? at + 1 : at;
        int digits = skipDigits(json, i, to);
        if (digits == i || (json[i] == '0' && digits > i + 1)) {
            return INVALID;
        }
        i = digits;
        if (i < to && json[i] == '.') {
            digits = skipDigits(json, i + 1, to);
            if (digits == i + 1) {
                return INVALID;
            }
            i = digits;
        }
        if (i < to && (json[i] | 0x20) == 'e') {
            int exponent = i + 1 < to && (json[i + 1] == '+' || json[i + 1] == '-') ? i + 2 : i + 1;
            digits = skipDigits(json, exponent, to);
            if (digits == exponent) {
                return INVALID;
            }
            i = digits;
        }
        return i - at <= MAX_NUMBER ? i : INVALID;
    }

    private static int skipDigits(byte[] json, int at, int to) {
        int i = at;
        while (i < to && json[i] >= '0' && json[i] <= '9') {
            i++;
        }
        return i;
    }

    /** Index behind the closing quotation mark of the string whose opening one is at {@code at}. */
    public static int skipString(byte[] json, int at, int to) {
        int i = skipUnescaped(json, at + 1, to);
        while (i >= 0 && json[i] == '\\') {
            i = skipEscape(json, i, to);
            i = i < 0 ? INVALID : skipUnescaped(json, i, to);
        }
        return i >= 0 && i - at <= MAX_STRING ? i + 1 : INVALID;
    }

    /** From within a string: index of the quotation mark that ends it, or of a backslash that comes before. */
    public static int skipUnescaped(byte[] json, int at, int to) {
        int i = skipPlain(json, at, to);
        while (i < to && json[i] != '"' && json[i] != '\\') {
            if (json[i] >= 0) {
                return INVALID;
            }
            do {
                i = skipMultiByte(json, i, to);
                if (i < 0) {
                    return INVALID;
                }
            } while (i < to && json[i] < 0);
            i = skipPlain(json, i, to);
        }
        return i < to ? i : INVALID;
    }

    /** Index of the first byte that is a quotation mark, a backslash, a control character or not ASCII. */
    private static int skipPlain(byte[] json, int at, int to) {
        int i = at;
        for (; i + 2 * Long.BYTES <= to; i += 2 * Long.BYTES) {
            long first = special((long) LONG.get(json, i));
            if (first != 0) {
                return i + (Long.numberOfTrailingZeros(first) >>> 3);
            }
            long second = special((long) LONG.get(json, i + Long.BYTES));
            if (second != 0) {
                return i + Long.BYTES + (Long.numberOfTrailingZeros(second) >>> 3);
            }
        }
        while (i < to && json[i] >= ' ' && json[i] != '"' && json[i] != '\\') {
            i++;
        }
        return i;
    }

    /**
     * The high bits of such bytes among eight; above the first of them there may be more. A bit less turns a quotation mark
     * into a space, and a subtraction those that are not above it negative.
     */
    private static long special(long word) {
        return (((word ^ (ONES * 2)) - ONES * 0x21) | ((word ^ (ONES * '\\')) - ONES) | word) & HIGH_BITS;
    }

    private static int skipEscape(byte[] json, int at, int to) {
        if (at + 1 >= to) {
            return INVALID;
        }
        return switch (json[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 2;
            case 'u' -> at + 6 <= to && unit(json, at + 2) >= 0 ? at + 6 : INVALID;
            default -> INVALID;
        };
    }

    /** The four hexadecimal digits at an index as a number, or negative if they are none. */
    static int unit(byte[] json, int at) {
        return (Character.digit(json[at], 16) << 12)
                | (Character.digit(json[at + 1], 16) << 8)
                | (Character.digit(json[at + 2], 16) << 4)
                | Character.digit(json[at + 3], 16);
    }

    private static int skipMultiByte(byte[] json, int at, int to) {
        int first = json[at] & 0xff;
        int second = at + 1 < to ? json[at + 1] & 0xff : 0;
        if (first >= 0xc2 && first <= 0xdf) {
            return second >> 6 == 2 ? at + 2 : INVALID;
        }
        if (first >= 0xe0 && first <= 0xef) {
            boolean shortest = first != 0xe0 || second >= 0xa0;
            boolean character = first != 0xed || second <= 0x9f;
            return second >> 6 == 2 && shortest && character && continues(json, at + 2, to) ? at + 3 : INVALID;
        }
        if (first >= 0xf0 && first <= 0xf4) {
            boolean shortest = first != 0xf0 || second >= 0x90;
            boolean character = first != 0xf4 || second <= 0x8f;
            return second >> 6 == 2
                            && shortest
                            && character
                            && continues(json, at + 2, to)
                            && continues(json, at + 3, to)
                    ? at + 4
                    : INVALID;
        }
        return INVALID;
    }

    private static boolean continues(byte[] json, int at, int to) {
        return at < to && (json[at] & 0xc0) == 0x80;
    }
}
