package io.hydrant.gateway.put;

import io.hydrant.gateway.call.Call;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What makes two attempts of one call recognisable as the same: 128 bits, evenly spread, so they also choose the partition.
 *
 * <p>An SDK's invocation id is hashed together with a checksum of the records: should a client ever send the same id with
 * other data, that data is not taken for a repeat and lost. A key that the caller chose itself stands alone, as it may
 * serialize a repeat differently.
 *
 * @param high upper half
 * @param low lower half, never 0
 */
record RequestId(long high, long low) {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /**
     * Id of the call, or null if the client gave none.
     *
     * @param payload holds the records' bytes back to back
     * @param length how many bytes of it there are
     * @param records how many records there are
     */
    static @Nullable RequestId of(String operation, Call call, byte[] payload, int length, int records) {
        String key = call.idempotencyKey();
        if (key != null && !key.isBlank()) {
            return hash(operation + "\nkey\n" + key);
        }
        String invocation = call.invocationId();
        if (invocation == null || invocation.isBlank()) {
            return null;
        }
        CRC32C checksum = new CRC32C();
        checksum.update(payload, 0, length);
        return hash(operation + "\ninvocation\n" + invocation + "\n" + records + "\n" + length + "\n"
                + checksum.getValue());
    }

    /** Id of the k-th entry of a call that is cut into several; the first entry has the call's own. */
    RequestId entry(int k) {
        return k == 0 ? this : hash(high + "\n" + low + "\n" + k);
    }

    private static RequestId hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new RequestId((long) LONG.get(digest, 0), (long) LONG.get(digest, 8) | 1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
