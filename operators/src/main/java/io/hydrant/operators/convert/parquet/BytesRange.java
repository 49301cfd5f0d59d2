package io.hydrant.operators.convert.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/**
 * The smallest and the largest among values of bytes. Most values are between them, which their first eight bytes tell.
 * Not thread-safe.
 */
final class BytesRange {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Turns the order of numbers into that of bytes without sign. */
    private final long flip;

    private boolean empty = true;
    private byte[] min = {};
    private byte[] max = {};
    private long minPrefix;
    private long maxPrefix;

    /** @param signed whether values are numbers in two's complement, all of the same length */
    BytesRange(boolean signed) {
        this.flip = signed ? 0 : Long.MIN_VALUE;
    }

    void add(byte[] value, int from, int length) {
        long prefix = prefix(value, from, length) ^ flip;
        if (empty) {
            empty = false;
            setMin(value, from, length, prefix);
            setMax(value, from, length, prefix);
            return;
        }
        if (prefix <= minPrefix
                && (prefix < minPrefix || Arrays.compareUnsigned(value, from, from + length, min, 0, min.length) < 0)) {
            setMin(value, from, length, prefix);
        }
        if (prefix >= maxPrefix
                && (prefix > maxPrefix || Arrays.compareUnsigned(value, from, from + length, max, 0, max.length) > 0)) {
            setMax(value, from, length, prefix);
        }
    }

    private static long prefix(byte[] value, int from, int length) {
        if (length >= Long.BYTES) {
            return (long) LONG.get(value, from);
        }
        long prefix = 0;
        for (int i = 0; i < length; i++) {
            prefix |= (value[from + i] & 0xffL) << (Long.SIZE - Byte.SIZE * (i + 1));
        }
        return prefix;
    }

    private void setMin(byte[] value, int from, int length, long prefix) {
        min = Arrays.copyOfRange(value, from, from + length);
        minPrefix = prefix;
    }

    private void setMax(byte[] value, int from, int length, long prefix) {
        max = Arrays.copyOfRange(value, from, from + length);
        maxPrefix = prefix;
    }

    /** Hands them over and begins anew. */
    void moveTo(Statistics<?> statistics) {
        if (!empty) {
            statistics.updateStats(Binary.fromConstantByteArray(min));
            statistics.updateStats(Binary.fromConstantByteArray(max));
            empty = true;
        }
    }
}
