package io.hydrant.operators.convert.parquet;

import io.hydrant.operators.convert.rows.ContentsStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** Lets Parquet's writer of files write into memory. */
final class ContentsFile extends PositionOutputStream implements OutputFile {
    /** Whole arrays from this size on are pages, which belong to nobody else once they are written. */
    private static final int GIVEN_BYTES = 16 << 10;

    private final ContentsStream contents;
    private final long blockBytes;

    ContentsFile(ContentsStream contents, long blockBytes) {
        this.contents = contents;
        this.blockBytes = blockBytes;
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        return this;
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return this;
    }

    /** So that row groups are padded as was asked for, for those who will copy the object to where there are blocks. */
    @Override
    public boolean supportsBlockSize() {
        return true;
    }

    @Override
    public long defaultBlockSize() {
        return blockBytes;
    }

    @Override
    public long getPos() {
        return contents.position();
    }

    @Override
    public void write(int b) {
        contents.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (offset == 0 && length == bytes.length && length >= GIVEN_BYTES) {
            contents.give(bytes);
        } else {
            contents.write(bytes, offset, length);
        }
    }
}
