package io.hydrant.bench.records;

import java.util.zip.CRC32C;

/**
 * What a set of records amounts to, in whatever order they come: two tallies are equal if the sets are.
 *
 * @param records how many
 * @param bytes their bytes together, newlines included
 * @param checksum sum of a hash of every record, so a lost, doubled or changed record shows
 */
public record Tally(long records, long bytes, long checksum) {
    /** The tally of nothing. */
    public static final Tally EMPTY = new Tally(0, 0, 0);

    /** Both sets together. */
    public Tally plus(Tally other) {
        return new Tally(records + other.records, bytes + other.bytes, checksum + other.checksum);
    }

    /** Adds records up one by one. Not thread-safe. */
    public static final class Counter {
        private final CRC32C crc = new CRC32C();
        private long records;
        private long bytes;
        private long checksum;

        /** Adds a record: its bytes up to and with the newline. */
        public void add(byte[] source, int offset, int length) {
            crc.reset();
            crc.update(source, offset, length);
            records++;
            bytes += length;
            checksum += spread(crc.getValue() << 32 | length);
        }

        /** What was added so far. */
        public Tally tally() {
            return new Tally(records, bytes, checksum);
        }

        /** SplitMix64's last steps: sums of plain CRCs could cancel out. */
        private static long spread(long value) {
            long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
            return mixed ^ (mixed >>> 31);
        }
    }
}
