package io.hydrant.core.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What Kinesis Data Streams says of a record, as a record's metadata in a {@link RecordBatch}; a Lambda function is told
 * it. The arrival time is the one of the record's origin.
 *
 * <pre>
 *  subsequence number   long, little-endian
 *  shard id             its length (1 B) and its bytes
 *  sequence number      its length (1 B) and its digits
 *  partition key        the rest, UTF-8
 * </pre>
 *
 * @param shardId shard that the record was read from, at most 128 characters
 * @param partitionKey key that chose the shard; of a record taken out of an aggregate, its own
 * @param sequenceNumber decimal digits, at most 128; what came as one aggregate has it in common
 * @param subsequenceNumber index in the aggregate; 0 for a record that came alone
 */
public record KinesisMetadata(String shardId, String partitionKey, String sequenceNumber, long subsequenceNumber) {
    private static final int SHARD_AT = 8;

    /** The metadata as bytes, for {@link RecordBatch#ofMessage(int, long, long, byte[], byte[])}. */
    public byte[] encode() {
        byte[] shard = shardId.getBytes(UTF_8);
        byte[] sequence = sequenceNumber.getBytes(UTF_8);
        byte[] key = partitionKey.getBytes(UTF_8);
        checkLength("shard id", shard.length);
        checkLength("sequence number", sequence.length);
        byte[] bytes = new byte[SHARD_AT + 2 + shard.length + sequence.length + key.length];
        RecordBatch.LONG.set(bytes, 0, subsequenceNumber);
        bytes[SHARD_AT] = (byte) shard.length;
        System.arraycopy(shard, 0, bytes, SHARD_AT + 1, shard.length);
        int sequenceAt = SHARD_AT + 1 + shard.length;
        bytes[sequenceAt] = (byte) sequence.length;
        System.arraycopy(sequence, 0, bytes, sequenceAt + 1, sequence.length);
        System.arraycopy(key, 0, bytes, sequenceAt + 1 + sequence.length, key.length);
        return bytes;
    }

    private static void checkLength(String what, int length) {
        if (length > 255) {
            throw new IllegalArgumentException("a " + what + " has at most 255 bytes, this one has " + length);
        }
    }

    /** What is known of record {@code i}; null if the batch says nothing of it. */
    public static @Nullable KinesisMetadata of(RecordBatch batch, int i) {
        int start = batch.metadataStart(i);
        int end = batch.metadataEnd(i);
        if (start == end) {
            return null;
        }
        byte[] bytes = batch.bytes();
        int shardAt = start + SHARD_AT + 1;
        int sequenceAt = shardAt + (bytes[shardAt - 1] & 0xff) + 1;
        int keyAt = sequenceAt + (bytes[sequenceAt - 1] & 0xff);
        return new KinesisMetadata(
                text(bytes, shardAt, sequenceAt - 1), text(bytes, keyAt, end), text(bytes, sequenceAt, keyAt), (long)
                        RecordBatch.LONG.get(bytes, start));
    }

    /**
     * Writes the subsequence number into the metadata of a batch of one record: sources learn it after the rest. Only
     * before the batch is handed on.
     */
    public static void placeSubsequence(RecordBatch batch, long subsequenceNumber) {
        RecordBatch.LONG.set(batch.bytes(), batch.metadataStart(0), subsequenceNumber);
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(Arrays.copyOfRange(bytes, from, to), UTF_8);
    }
}
