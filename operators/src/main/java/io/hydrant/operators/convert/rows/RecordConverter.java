package io.hydrant.operators.convert.rows;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the contents of one object out of records. To be used by one thread. */
public interface RecordConverter extends AutoCloseable {
    /**
     * Adds a record, all of it or nothing.
     *
     * @param bytes not written to; may be referred to until the object is finished
     * @return why it cannot be converted; null if it was added
     */
    @Nullable
    ConversionFailure convert(byte[] bytes, int from, int to) throws IOException;

    /**
     * Ends the object.
     *
     * @return its contents, in pieces, of which each is filled
     */
    List<byte[]> finish() throws IOException;

    /** Gives back memory, also of an object that was not finished. */
    @Override
    void close();
}
