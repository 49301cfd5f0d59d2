package io.hydrant.sinks.s3.encoding;

import io.hydrant.core.record.RecordBatch;
import java.io.IOException;

/**
 * Writes the records of one object, back to back, compressed as the stream says. Made anew for each object; not
 * thread-safe.
 */
public interface ObjectEncoder {
    /** Adds a batch's records after those already there. */
    void add(RecordBatch batch) throws IOException;

    /** Adds contents as they are, without delimiters. */
    void add(byte[] contents) throws IOException;

    /** Writes what is still held back and the format's end, if it has one; the target stays open. */
    void finish() throws IOException;
}
