package io.hydrant.job.redrive;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/** Reads the lines of an error object, one after the other, and never more than one into memory. Not thread-safe. */
final class ErrorLineReader implements Closeable {
    /** Longest line, in bytes: several times what a record of 10 MiB takes, the largest that a source gives. */
    static final int MAX_LINE_BYTES = 64 << 20;

    private static final int CHUNK_BYTES = 64 << 10;

    private final InputStream contents;
    private final int maxLineBytes;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private int at;
    private int length;
    private long number;

    ErrorLineReader(InputStream contents, int maxLineBytes) {
        this.contents = contents;
        this.maxLineBytes = maxLineBytes;
    }

    /** Opens an object, whatever its compression. */
    static ErrorLineReader open(Path object) throws IOException {
        return new ErrorLineReader(ObjectContents.open(object), MAX_LINE_BYTES);
    }

    /** In place of an object that has gone. */
    static ErrorLineReader ofNothing() {
        return new ErrorLineReader(InputStream.nullInputStream(), MAX_LINE_BYTES);
    }

    /**
     * Reads the next line, without its end.
     *
     * @return null behind the last one
     * @throws MalformedLineException if it is too long; the next call reads the one behind it
     */
    byte @Nullable [] next() throws IOException, MalformedLineException {
        if (!fill()) {
            return null;
        }
        number++;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean tooLong = false;
        while (fill()) {
            int end = endOfLine();
            tooLong |= line.size() + (end - at) > maxLineBytes;
            if (!tooLong) {
                line.write(chunk, at, end - at);
            }
            boolean ended = end < length;
            at = ended ? end + 1 : end;
            if (ended) {
                break;
            }
        }
        if (tooLong) {
            throw new MalformedLineException("it is longer than " + maxLineBytes + " bytes");
        }
        return line.toByteArray();
    }

    /** Number of the line read last, from 1. */
    long number() {
        return number;
    }

    private int endOfLine() {
        int end = at;
        while (end < length && chunk[end] != '\n') {
            end++;
        }
        return end;
    }

    /** Makes sure that there are bytes; false at the end. */
    private boolean fill() throws IOException {
        while (at == length) {
            length = contents.read(chunk, 0, chunk.length);
            at = 0;
            if (length < 0) {
                length = 0;
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        contents.close();
    }
}
