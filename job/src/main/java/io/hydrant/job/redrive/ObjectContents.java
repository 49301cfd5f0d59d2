package io.hydrant.job.redrive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.flink.core.fs.Path;
import org.xerial.snappy.SnappyInputStream;

/**
 * What is in an object of lines, decompressed. How it is compressed is seen from how it begins and not from its name or
 * its stream's definition: both may have changed since it was written.
 */
final class ObjectContents {
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] SNAPPY = {(byte) 0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0};
    private static final int BUFFER_BYTES = 64 << 10;

    private ObjectContents() {}

    /** Opens an object. */
    static InputStream open(Path object) throws IOException {
        InputStream stored = object.getFileSystem().open(object);
        try {
            return decompressed(new BufferedInputStream(stored, BUFFER_BYTES));
        } catch (IOException | RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    /** @param stored supports marks */
    static InputStream decompressed(InputStream stored) throws IOException {
        stored.mark(SNAPPY.length);
        byte[] head = stored.readNBytes(SNAPPY.length);
        stored.reset();
        if (begins(head, GZIP)) {
            // Objects are many members, one behind the other. Java's own class may stop at the first of a remote
            // object.
            return new GzipCompressorInputStream(stored, true);
        }
        if (begins(head, ZIP)) {
            ZipInputStream zip = new ZipInputStream(stored);
            zip.getNextEntry();
            return zip;
        }
        if (begins(head, SNAPPY)) {
            return new SnappyInputStream(stored);
        }
        // Hadoop's begins with the length of a block, whose first byte is no brace.
        return head.length == 0 || head[0] == '{' ? stored : new HadoopSnappyInputStream(stored);
    }

    private static boolean begins(byte[] head, byte[] magic) {
        return head.length >= magic.length && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
    }
}
