package io.hydrant.sinks.s3.encoding;

import io.hydrant.core.record.RecordBatch;
import java.io.IOException;

/** Writes records back to back, so that it need not know where one ends and the next begins. */
abstract class PayloadEncoder implements ObjectEncoder {
    @Override
    public final void add(RecordBatch batch) throws IOException {
        addPayload(batch.bytes(), batch.payloadLength());
    }

    @Override
    public final void add(byte[] contents) throws IOException {
        addPayload(contents, contents.length);
    }

    /** Adds the first {@code length} bytes after those already there; the array is the caller's again afterwards. */
    abstract void addPayload(byte[] bytes, int length) throws IOException;
}
