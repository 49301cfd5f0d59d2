package io.hydrant.gateway.put;

/**
 * Record ids: opaque to callers, 32 hex digits made of the delivery stream's incarnation (8), the log partition (4), the
 * offset (16) and the record's index in its entry (4), so no two records ever put to a stream share one.
 */
final class RecordIds {
    static final int LENGTH = 32;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private RecordIds() {}

    /** Writes the id's digits into {@code target} from index {@code at}. */
    static void write(byte[] target, int at, int incarnation, int partition, long offset, int index) {
        hex(target, at, incarnation, 8);
        hex(target, at + 8, partition, 4);
        hex(target, at + 12, offset, 16);
        hex(target, at + 28, index, 4);
    }

    private static void hex(byte[] target, int at, long value, int digits) {
        long rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            target[i] = HEX[(int) rest & 15];
            rest >>>= 4;
        }
    }
}
