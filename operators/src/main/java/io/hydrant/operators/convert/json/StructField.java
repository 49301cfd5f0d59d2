package io.hydrant.operators.convert.json;

import io.hydrant.operators.convert.rows.ConversionFailure;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A field of a struct, or a column, and what is known of documents: which field comes behind it, and what exactly stands
 * between their values. Most documents are written by the same code, so that this one comparison finds the next value.
 */
final class StructField {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int MAX_GAP = 256;

    final int index;
    final ValueReader reader;

    /** Another field that has the same key. */
    @Nullable
    StructField twin;

    /** Why the value does not fit that was read last; of use only while the struct counts such fields. */
    @Nullable
    ConversionFailure failure;

    private @Nullable StructField next;
    private byte[] gap = {};

    StructField(int index, ValueReader reader) {
        this.index = index;
        this.reader = reader;
    }

    /** The field whose value follows on what stands at {@code at}, behind this one's value; null if that is not known. */
    @Nullable
    StructField next(byte[] json, int at, int to) {
        StructField expected = next;
        return expected != null && at + gap.length < to && isGap(json, at) ? expected : null;
    }

    /** Bytes between this value and that of {@link #next}. */
    int gapLength() {
        return gap.length;
    }

    private boolean isGap(byte[] json, int at) {
        byte[] known = gap;
        int length = known.length;
        if (length < Long.BYTES) {
            return isShortGap(json, at);
        }
        int last = length - Long.BYTES;
        for (int i = 0; i < last; i += Long.BYTES) {
            if ((long) LONG.get(json, at + i) != (long) LONG.get(known, i)) {
                return false;
            }
        }
        return (long) LONG.get(json, at + last) == (long) LONG.get(known, last);
    }

    private boolean isShortGap(byte[] json, int at) {
        byte[] known = gap;
        int last = known.length - Integer.BYTES;
        return last >= 0
                && (int) INT.get(json, at) == (int) INT.get(known, 0)
                && (int) INT.get(json, at + last) == (int) INT.get(known, last);
    }

    /** Remembers which field followed this one, and what stood between their values: no more than white space and a key. */
    void remember(StructField follower, byte[] json, int from, int to) {
        int length = to - from;
        if (length > MAX_GAP) {
            next = null;
            return;
        }
        if (length == gap.length) {
            System.arraycopy(json, from, gap, 0, length);
        } else {
            gap = Arrays.copyOfRange(json, from, to);
        }
        next = follower;
    }
}
