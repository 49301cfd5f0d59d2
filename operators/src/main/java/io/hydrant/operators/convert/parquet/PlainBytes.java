package io.hydrant.operators.convert.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;

/** Values of bytes as Parquet writes them plainly: each behind its length, unless all have the same. Not thread-safe. */
final class PlainBytes {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** Up to four times this size the array doubles; later it grows by a quarter, so that a page has not much to spare. */
    private static final int LARGE_BYTES = 128 << 10;

    private final int prefix;
    private byte[] bytes;
    private int size;

    /** @param fixedLength of every value; 0 if each has its own */
    PlainBytes(int fixedLength, int initialBytes) {
        this.prefix = fixedLength == 0 ? Integer.BYTES : 0;
        this.bytes = new byte[initialBytes];
    }

    void add(byte[] value, int from, int length) {
        int at = size + prefix;
        int end = Math.addExact(at, length);
        if (end > bytes.length) {
            long larger = (long) bytes.length + Math.min(bytes.length, Math.max(LARGE_BYTES, bytes.length / 4));
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(end, larger)));
        }
        if (prefix > 0) {
            INT.set(bytes, size, length);
        }
        System.arraycopy(value, from, bytes, at, length);
        size = end;
    }

    int size() {
        return size;
    }

    int allocatedBytes() {
        return bytes.length;
    }

    /** Valid until the next value. */
    BytesInput bytes() {
        return BytesInput.from(bytes, 0, size);
    }

    void clear() {
        size = 0;
    }
}
