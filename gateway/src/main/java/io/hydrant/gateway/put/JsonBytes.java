package io.hydrant.gateway.put;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An answer in the making: JSON that is plain ASCII and needs no escapes, straight into bytes. Not thread-safe. */
final class JsonBytes {
    private byte[] bytes;
    private int length;

    JsonBytes(int capacity) {
        this.bytes = new byte[capacity];
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    JsonBytes append(byte[] text) {
        int at = reserve(text.length);
        System.arraycopy(text, 0, bytes, at, text.length);
        return this;
    }

    JsonBytes append(int number) {
        return append(ascii(Integer.toString(number)));
    }

    JsonBytes append(char c) {
        int at = reserve(1);
        bytes[at] = (byte) c;
        return this;
    }

    JsonBytes appendRecordId(int incarnation, int partition, long offset, int index) {
        int at = reserve(RecordIds.LENGTH);
        RecordIds.write(bytes, at, incarnation, partition, offset, index);
        return this;
    }

    private int reserve(int more) {
        int at = length;
        if (at + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(at + more, bytes.length * 2));
        }
        length = at + more;
        return at;
    }

    byte[] toBytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
