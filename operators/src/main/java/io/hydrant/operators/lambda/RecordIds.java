package io.hydrant.operators.lambda;

import io.hydrant.core.record.RecordCursor;

/**
 * The ids of a request's records: digits that say where the record stood, for people, and its number in the request, which
 * makes it unique. To functions an id is opaque.
 *
 * <pre>
 *  offset (19 digits) partition (10) number (10) 000000
 * </pre>
 */
final class RecordIds {
    static final int LENGTH = 45;

    private static final int NUMBER_AT = 29;
    private static final int NUMBER_DIGITS = 10;

    private final byte[] ids;

    RecordIds(int records) {
        ids = new byte[records * LENGTH];
    }

    /** Makes the id of record {@code number}, which the cursor stands at. */
    void make(int number, RecordCursor place) {
        int at = number * LENGTH;
        write(at, 19, Math.max(0, place.offset()));
        write(at + 19, 10, Integer.toUnsignedLong(place.partition()));
        write(at + NUMBER_AT, NUMBER_DIGITS, number);
        write(at + NUMBER_AT + NUMBER_DIGITS, 6, 0);
    }

    private void write(int at, int digits, long value) {
        long rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            ids[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** Holds the id of record {@code number} from {@link #start} on, {@link #LENGTH} bytes. */
    byte[] array() {
        return ids;
    }

    int start(int number) {
        return number * LENGTH;
    }

    /** Number of the record that an id was made for; -1 if it was made for none. */
    int numberOf(String id) {
        if (id.length() != LENGTH) {
            return -1;
        }
        long number = 0;
        for (int i = NUMBER_AT; i < NUMBER_AT + NUMBER_DIGITS; i++) {
            number = number * 10 + id.charAt(i) - '0';
        }
        if (number < 0 || number >= ids.length / LENGTH) {
            return -1;
        }
        int at = (int) number * LENGTH;
        for (int i = 0; i < LENGTH; i++) {
            if (id.charAt(i) != ids[at + i]) {
                return -1;
            }
        }
        return (int) number;
    }
}
