package io.hydrant.core.json;

import java.nio.charset.StandardCharsets;

/** What a JSON string says, once {@link JsonScanner} has found it valid. Static and without state. */
public final class JsonString {
    private JsonString() {}

    /** Whether the bytes between the quotation marks are the text itself. */
    public static boolean isPlain(byte[] json, int from, int to) {
        return plainBytes(json, from, to) == to - from;
    }

    /** How many bytes there are before the next backslash, or before {@code to}. */
    private static int plainBytes(byte[] json, int from, int to) {
        int i = from;
        while (i < to && json[i] != '\\') {
            i++;
        }
        return i - from;
    }

    /** Runs between escapes are often shorter than what a call for it is worth. */
    private static void copy(byte[] source, int from, byte[] target, int at, int length) {
        if (length > 16) {
            System.arraycopy(source, from, target, at, length);
            return;
        }
        for (int i = 0; i < length; i++) {
            target[at + i] = source[from + i];
        }
    }

    /**
     * Writes the text as UTF-8 to {@code target}, which needs room for as many bytes as lie between the quotation marks. A
     * surrogate without its other half becomes a question mark, as it does in Java.
     *
     * @param from index behind the opening quotation mark
     * @param to index of the closing one
     * @return index in the target behind the text
     */
    public static int decode(byte[] json, int from, int to, byte[] target, int at) {
        int i = from;
        int out = at;
        while (i < to) {
            byte b = json[i];
            if (b != '\\') {
                int plain = plainBytes(json, i, to);
                copy(json, i, target, out, plain);
                i += plain;
                out += plain;
            } else if (json[i + 1] != 'u') {
                target[out++] = control(json[i + 1]);
                i += 2;
            } else {
                int character = character(json, i, to);
                out = encode(character, target, out);
                i += character > 0xffff ? 12 : 6;
            }
        }
        return out;
    }

    /** The text. */
    public static String text(byte[] json, int from, int to) {
        if (isPlain(json, from, to)) {
            return new String(json, from, to - from, StandardCharsets.UTF_8);
        }
        byte[] decoded = new byte[to - from];
        return new String(decoded, 0, decode(json, from, to, decoded, 0), StandardCharsets.UTF_8);
    }

    private static byte control(byte escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escape;
        };
    }

    /** The character that an escape of four digits stands for, together with the next one if they are a pair. */
    private static int character(byte[] json, int at, int to) {
        char high = (char) JsonScanner.unit(json, at + 2);
        if (!Character.isSurrogate(high)) {
            return high;
        }
        if (Character.isHighSurrogate(high) && at + 12 <= to && json[at + 6] == '\\' && json[at + 7] == 'u') {
            char low = (char) JsonScanner.unit(json, at + 8);
            if (Character.isLowSurrogate(low)) {
                return Character.toCodePoint(high, low);
            }
        }
        return '?';
    }

    private static int encode(int character, byte[] target, int at) {
        int out = at;
        if (character < 0x80) {
            target[out++] = (byte) character;
        } else if (character < 0x800) {
            target[out++] = (byte) (0xc0 | (character >> 6));
            target[out++] = (byte) (0x80 | (character & 0x3f));
        } else if (character < 0x10000) {
            target[out++] = (byte) (0xe0 | (character >> 12));
            target[out++] = (byte) (0x80 | ((character >> 6) & 0x3f));
            target[out++] = (byte) (0x80 | (character & 0x3f));
        } else {
            target[out++] = (byte) (0xf0 | (character >> 18));
            target[out++] = (byte) (0x80 | ((character >> 12) & 0x3f));
            target[out++] = (byte) (0x80 | ((character >> 6) & 0x3f));
            target[out++] = (byte) (0x80 | (character & 0x3f));
        }
        return out;
    }
}
