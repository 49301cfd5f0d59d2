package io.hydrant.test.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Records whose contents follow from their ids, so that checking what became of one needs no copy of what was sent. */
public interface Records {
    /** The bytes of record {@code id}, as they are put. */
    byte[] of(long id);

    /**
     * Takes an object apart.
     *
     * @param key of the object
     * @param contents of the object, uncompressed
     * @param delivered gets the id of each record that has arrived, with the right bytes and where it belongs
     * @throws IOException if anything in it is not, byte for byte, what it should be, or not where it should be
     */
    void read(String key, InputStream contents, LongConsumer delivered) throws IOException;
}
