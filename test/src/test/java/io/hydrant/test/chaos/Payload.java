package io.hydrant.test.chaos;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/**
 * Record contents that follow from the record's id, so that checking one needs no copy of what was sent.
 *
 * <pre>
 *  mark (4 B)   id (8 B)   length of the body (4 B)   body: pseudo-random bytes, seeded with run and id
 * </pre>
 *
 * @param seed tells runs apart: bytes of another run are not ours
 * @param usualBodyBytes bodies are shorter than this, but for one in a hundred, which may be 60 times as long
 */
public record Payload(long seed, int usualBodyBytes) implements Records {
    private static final int MARK = 0x4879_6472;
    private static final int HEADER_BYTES = 16;
    private static final int USUAL_BODY_BYTES = 1_000;
    private static final int RARE_FACTOR = 60;

    public Payload(long seed) {
        this(seed, USUAL_BODY_BYTES);
    }

    @Override
    public byte[] of(long id) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E37_79B9_7F4A_7C15L + id);
        int length = random.nextInt(random.nextInt(100) == 0 ? RARE_FACTOR * usualBodyBytes : usualBodyBytes);
        byte[] body = new byte[length];
        random.nextBytes(body);
        return ByteBuffer.allocate(HEADER_BYTES + length)
                .putInt(MARK)
                .putLong(id)
                .putInt(length)
                .put(body)
                .array();
    }

    /**
     * Takes an object's contents apart.
     *
     * @param delivered gets the id of each record whose bytes are right
     * @throws IOException if anything in it is not, byte for byte, a record of this run
     */
    public void read(InputStream object, LongConsumer delivered) throws IOException {
        DataInputStream in = new DataInputStream(object);
        while (true) {
            int first = in.read();
            if (first < 0) {
                return;
            }
            try {
                delivered.accept(readRecord(in, first));
            } catch (EOFException e) {
                throw new IOException("ends in the middle of a record", e);
            }
        }
    }

    @Override
    public void read(String key, InputStream contents, LongConsumer delivered) throws IOException {
        read(contents, delivered);
    }

    private long readRecord(DataInputStream in, int first) throws IOException {
        int mark = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
        long id = in.readLong();
        int length = in.readInt();
        if (mark != MARK || length < 0 || length > RARE_FACTOR * usualBodyBytes) {
            throw new IOException("holds bytes that nobody sent, after or instead of record " + id);
        }
        byte[] expected = of(id);
        byte[] body = in.readNBytes(length);
        if (expected.length != HEADER_BYTES + length
                || !Arrays.equals(expected, HEADER_BYTES, expected.length, body, 0, body.length)) {
            throw new IOException("holds record " + id + " with other bytes than were sent");
        }
        return id;
    }
}
