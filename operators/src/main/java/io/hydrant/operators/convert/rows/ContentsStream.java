package io.hydrant.operators.convert.rows;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gathers the contents of an object in memory. Closing it has no effect. Not thread-safe. */
public final class ContentsStream extends OutputStream {
    /** Large enough to be written at once, small enough not to be a burden to the collector. */
    private static final int PIECE_BYTES = 256 << 10;

    private final List<byte[]> pieces = new ArrayList<>();
    private byte[] piece = {};
    private int used;
    private long position;

    /** How many bytes there are. */
    public long position() {
        return position;
    }

    @Override
    public void write(int b) {
        if (used == piece.length) {
            nextPiece();
        }
        piece[used++] = (byte) b;
        position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (used == piece.length) {
                nextPiece();
            }
            int count = Math.min(end - at, piece.length - used);
            System.arraycopy(bytes, at, piece, used, count);
            used += count;
            at += count;
        }
        position += length;
    }

    /** As {@link #write(byte[])} without a copy: the caller gives the array away. */
    public void give(byte[] bytes) {
        endPiece();
        pieces.add(bytes);
        position += bytes.length;
    }

    private void nextPiece() {
        endPiece();
        piece = new byte[PIECE_BYTES];
    }

    private void endPiece() {
        if (used > 0) {
            pieces.add(used == piece.length ? piece : Arrays.copyOf(piece, used));
            used = 0;
            piece = new byte[0];
        }
    }

    /** What was written, in pieces, of which each is filled; nothing may be written any more. */
    public List<byte[]> contents() {
        endPiece();
        return List.copyOf(pieces);
    }
}
