package io.hydrant.operators.lambda;

/** Base64 out of a parser's characters into bytes, without a String or an array in between. */
final class Base64Text {
    private static final byte NO_DIGIT = -1;
    private static final byte[] DIGITS = new byte[128];

    static {
        java.util.Arrays.fill(DIGITS, NO_DIGIT);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            DIGITS[alphabet.charAt(i)] = (byte) i;
        }
    }

    private Base64Text() {}

    /**
     * Appends what the text stands for. White space is passed over, since some encoders break lines; padding is needed.
     *
     * @return whether it was base64; if not, what was appended means nothing
     */
    static boolean decode(char[] text, int offset, int length, Bytes target) {
        int bits = 0;
        int digits = 0;
        int padding = 0;
        for (int i = offset; i < offset + length; i++) {
            char c = text[i];
            if (c == '=') {
                padding++;
            } else if (c > ' ') {
                int digit = c < DIGITS.length ? DIGITS[c] : NO_DIGIT;
                if (digit == NO_DIGIT || padding > 0) {
                    return false;
                }
                bits = bits << 6 | digit;
                if (++digits == 4) {
                    target.write(bits >> 16);
                    target.write(bits >> 8);
                    target.write(bits);
                    digits = 0;
                }
            }
        }
        return endsWell(digits, padding, bits, target);
    }

    private static boolean endsWell(int digits, int padding, int bits, Bytes target) {
        if (digits == 0) {
            return padding == 0;
        }
        if (digits == 2 && padding == 2) {
            target.write(bits >> 4);
            return true;
        }
        if (digits == 3 && padding == 1) {
            target.write(bits >> 10);
            target.write(bits >> 2);
            return true;
        }
        return false;
    }
}
