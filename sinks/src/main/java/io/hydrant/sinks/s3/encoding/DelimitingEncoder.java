package io.hydrant.sinks.s3.encoding;

import io.hydrant.core.record.RecordBatch;
import java.io.IOException;

/**
 * AppendDelimiterToRecord: puts a delimiter behind each record. Here and not in a step of its own, because here a record's
 * bytes are copied once more anyway, and what is buffered or fails stays as it came.
 */
final class DelimitingEncoder implements ObjectEncoder {
    private final PayloadEncoder encoder;
    private final byte[] delimiter;
    private byte[] delimited = new byte[0];

    DelimitingEncoder(PayloadEncoder encoder, byte[] delimiter) {
        this.encoder = encoder;
        this.delimiter = delimiter;
    }

    @Override
    public void add(RecordBatch batch) throws IOException {
        int length = Math.addExact(batch.payloadLength(), Math.multiplyExact(batch.size(), delimiter.length));
        if (delimited.length < length) {
            delimited = new byte[length];
        }
        int at = 0;
        for (int i = 0, start = 0; i < batch.size(); i++) {
            int end = batch.end(i);
            System.arraycopy(batch.bytes(), start, delimited, at, end - start);
            at += end - start;
            System.arraycopy(delimiter, 0, delimited, at, delimiter.length);
            at += delimiter.length;
            start = end;
        }
        encoder.addPayload(delimited, length);
    }

    @Override
    public void add(byte[] contents) throws IOException {
        encoder.add(contents);
    }

    @Override
    public void finish() throws IOException {
        encoder.finish();
    }
}
