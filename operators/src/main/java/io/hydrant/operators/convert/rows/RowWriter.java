package io.hydrant.operators.convert.rows;

import java.io.IOException;
import java.util.List;

/** Writes the contents of one object into memory. To be used by one thread. */
public interface RowWriter extends AutoCloseable {
    /**
     * Adds a row; whatever its schema allows can be written. Bytes of the record, but not those of the scratch, may be
     * referred to until the object is finished.
     *
     * @param firstField as {@link Rows#row} gives it
     */
    void write(Rows rows, int firstField) throws IOException;

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
