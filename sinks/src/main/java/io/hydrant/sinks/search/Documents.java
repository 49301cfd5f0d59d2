package io.hydrant.sinks.search;

import io.hydrant.core.json.JsonScanner;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Copies records as documents of a bulk request, where a line is a document and a document is a line.
 *
 * <p>What begins and ends as an object and has only printable ASCII is taken as it is, since it is one line whatever it
 * holds: whether it is JSON is for the server to say, document by document. A record with other bytes has to be JSON in
 * UTF-8, in which a line ends between two tokens only and becomes a space there. Static, safe for any thread.
 */
final class Documents {
    /** What {@link #copy} gives for a record that cannot be a document. */
    static final int NONE = -1;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long SPACES = 0x2020202020202020L;

    private Documents() {}

    /**
     * Copies a record without the white space around it.
     *
     * @param target has room for as many bytes as the record has
     * @return index behind the copy, or {@link #NONE} if the record is no document
     */
    static int copy(byte[] record, int from, int to, byte[] target, int at) {
        int start = JsonScanner.skipSpace(record, from, to);
        int end = to;
        while (end > start && isSpace(record[end - 1])) {
            end--;
        }
        int length = end - start;
        if (length < 2 || record[start] != '{' || record[end - 1] != '}') {
            return NONE;
        }
        boolean printable = isPrintable(record, start, end);
        if (!printable && JsonScanner.skipValue(record, start, end) != end) {
            return NONE;
        }
        System.arraycopy(record, start, target, at, length);
        if (!printable) {
            joinLines(target, at, at + length);
        }
        return at + length;
    }

    /** Whether all bytes are in 0x20 to 0x7f. Eight at a time: less than 0x20, or 0x80 and more, sets a byte's high bit. */
    private static boolean isPrintable(byte[] bytes, int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long eight = (long) LONG.get(bytes, i);
            if (((eight | (eight - SPACES)) & HIGH_BITS) != 0) {
                return false;
            }
        }
        for (; i < to; i++) {
            if (bytes[i] < ' ') {
                return false;
            }
        }
        return true;
    }

    private static void joinLines(byte[] json, int from, int to) {
        for (int i = from; i < to; i++) {
            if (json[i] == '\n' || json[i] == '\r') {
                json[i] = ' ';
            }
        }
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
