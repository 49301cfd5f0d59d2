package io.hydrant.sinks.s3.encoding;

import io.hydrant.core.record.RecordBatch;
import java.io.IOException;
import java.io.OutputStream;

/** Writes the payload of each batch to a stream that does the rest; closing that stream ends its format. */
final class StreamEncoder implements ObjectEncoder {
    private final OutputStream stream;

    StreamEncoder(OutputStream stream) {
        this.stream = stream;
    }

    @Override
    public void add(RecordBatch batch) throws IOException {
        stream.write(batch.bytes(), 0, batch.payloadLength());
    }

    @Override
    public void finish() throws IOException {
        stream.close();
    }
}
