package io.hydrant.operators.convert.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** Words that stand for a value. */
final class Words {
    private static final byte[] TRUE = "true".getBytes(US_ASCII);
    private static final byte[] FALSE = "false".getBytes(US_ASCII);
    private static final byte[] NAN = "NaN".getBytes(US_ASCII);
    private static final byte[] INFINITY = "Infinity".getBytes(US_ASCII);
    private static final byte[] MINUS_INFINITY = "-Infinity".getBytes(US_ASCII);

    private Words() {}

    /** What JSON has no number for: not a number, or the infinite ones; 0 if the text is none of their names. */
    static double infinite(byte[] text, int from, int to) {
        if (is(NAN, text, from, to)) {
            return Double.NaN;
        }
        if (is(INFINITY, text, from, to)) {
            return Double.POSITIVE_INFINITY;
        }
        return is(MINUS_INFINITY, text, from, to) ? Double.NEGATIVE_INFINITY : 0;
    }

    /** 1 for true, 0 for false, both in any case; else negative. */
    static int truth(byte[] text, int from, int to) {
        if (isInAnyCase(TRUE, text, from, to)) {
            return 1;
        }
        return isInAnyCase(FALSE, text, from, to) ? 0 : -1;
    }

    private static boolean is(byte[] word, byte[] text, int from, int to) {
        return Arrays.equals(word, 0, word.length, text, from, to);
    }

    /** For words of small letters: with that bit set, nothing but the letter's two cases is the same. */
    private static boolean isInAnyCase(byte[] word, byte[] text, int from, int to) {
        if (to - from != word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if ((text[from + i] | 0x20) != word[i]) {
                return false;
            }
        }
        return true;
    }
}
