package io.hydrant.operators.convert.rows;

import io.hydrant.core.record.RecordBatch;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gathers the contents of an object in memory. Closing it has no effect. Not thread-safe. */
public final class ContentsStream extends OutputStream {
    /** Large enough to be written at once, small enough not to be a burden to the collector. */
    private static final int PIECE_BYTES = 256 << 10;

    private final List<RecordBatch> pieces = new ArrayList<>();
    private byte[] piece = new byte[PIECE_BYTES];
    private int used;
    private long position;

    /** How many bytes there are. */
    public long position() {
        return position;
    }

    @Override
    public void write(int b) {
        if (used == PIECE_BYTES) {
            endPiece();
        }
        piece[used++] = (byte) b;
        position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (used == PIECE_BYTES) {
                endPiece();
            }
            int count = Math.min(end - at, PIECE_BYTES - used);
            System.arraycopy(bytes, at, piece, used, count);
            used += count;
            at += count;
        }
        position += length;
    }

    private void endPiece() {
        pieces.add(RecordBatch.ofMessage(0, 0, 0, used == PIECE_BYTES ? piece : Arrays.copyOf(piece, used)));
        used = 0;
    }

    /** What was written; nothing may be written any more. */
    public List<RecordBatch> contents() {
        if (used > 0) {
            endPiece();
        }
        piece = new byte[0];
        return List.copyOf(pieces);
    }
}
