package io.hydrant.sinks.http;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * Writes a stretch of an array as base64 to where it is to stand in another. The JDK's encoder takes whole arrays only, so it
 * needs a copy before and one behind; and where it does not have the processor's own instructions (it has them with AVX-512
 * only), it goes from byte to byte. With both it takes twice the time of this, which looks up two characters at a time.
 */
final class Base64Writer {
    private static final byte PADDING = '=';
    private static final int TWELVE_BITS = 0xfff;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle CHAR = MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.BIG_ENDIAN);

    /** The two characters of each 12 bits, the first one in the higher byte. */
    private static final char[] PAIRS = pairs();

    private Base64Writer() {}

    private static char[] pairs() {
        byte[] triple = new byte[3];
        char[] pairs = new char[TWELVE_BITS + 1];
        for (int bits = 0; bits < pairs.length; bits++) {
            triple[0] = (byte) (bits >>> 4);
            triple[1] = (byte) (bits << 4);
            pairs[bits] = (char) CHAR.get(Base64.getEncoder().encode(triple), 0);
        }
        return pairs;
    }

    /** Of so many bytes in base64. */
    static int encodedLength(int bytes) {
        return (bytes + 2) / 3 * 4;
    }

    /** Writes the bytes from {@code start} to {@code end}, a multiple of 3; returns where they end in the target. */
    static int write(byte[] source, int start, int end, byte[] target, int at) {
        int from = start;
        int to = at;
        // Six bytes become eight; they are read with the two behind them.
        int last = Math.min(end - 6, source.length - Long.BYTES);
        for (; from <= last; from += 6, to += 8) {
            long bits = (long) LONG.get(source, from);
            long text = ((long) PAIRS[(int) (bits >>> 52)] << 48)
                    | ((long) PAIRS[(int) (bits >>> 40) & TWELVE_BITS] << 32)
                    | ((long) PAIRS[(int) (bits >>> 28) & TWELVE_BITS] << 16)
                    | PAIRS[(int) (bits >>> 16) & TWELVE_BITS];
            LONG.set(target, to, text);
        }
        for (; from < end; from += 3, to += 4) {
            int bits = ((source[from] & 0xff) << 16) | ((source[from + 1] & 0xff) << 8) | (source[from + 2] & 0xff);
            writeTriple(bits, target, to);
        }
        return to;
    }

    private static void writeTriple(int bits, byte[] target, int at) {
        CHAR.set(target, at, PAIRS[bits >>> 12]);
        CHAR.set(target, at + 2, PAIRS[bits & TWELVE_BITS]);
    }

    /** Writes the bytes from {@code start} to {@code end} and those of {@code last}; returns where they end in the target. */
    static int writeLast(byte[] source, int start, int end, byte[] last, byte[] target, int at) {
        int whole = end - (end - start) % 3;
        int to = write(source, start, whole, target, at);
        int bits = 0;
        int count = 0;
        for (int i = whole; i < end + last.length; i++) {
            bits = (bits << 8) | ((i < end ? source[i] : last[i - end]) & 0xff);
            if (++count == 3) {
                writeTriple(bits, target, to);
                to += 4;
                bits = 0;
                count = 0;
            }
        }
        if (count > 0) {
            writeTriple(bits << (8 * (3 - count)), target, to);
            target[to + 3] = PADDING;
            target[to + 2] = count == 1 ? PADDING : target[to + 2];
            to += 4;
        }
        return to;
    }
}
