package io.hydrant.bench.records;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The files that a job wrote. Files whose name begins with a dot are not published yet and do not count; files that
 * begin with gzip's magic number are decompressed.
 */
public final class OutputFolder {
    private static final int CHUNK_BYTES = 1 << 20;

    private final Path folder;

    /** @param folder searched with all its subfolders; need not exist */
    public OutputFolder(Path folder) {
        this.folder = folder;
    }

    /** The published files. */
    public List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    /** Bytes of the published files as they are on disk. */
    public long length() {
        return files().stream().mapToLong(file -> file.toFile().length()).sum();
    }

    /**
     * Reads every file and adds up its lines. Empty lines are left out: some contestants close each record with a newline
     * of their own.
     *
     * @throws UncheckedIOException if a file cannot be read or is no whole gzip file
     */
    public Tally tally() {
        return files().parallelStream().map(OutputFolder::tally).reduce(Tally.EMPTY, Tally::plus);
    }

    private static Tally tally(Path file) {
        Tally.Counter counter = new Tally.Counter();
        byte[] buffer = new byte[CHUNK_BYTES];
        int held = 0;
        try (InputStream in = open(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer, held, buffer.length - held)) {
                held = addLines(counter, buffer, held + read);
                if (held == buffer.length) {
                    throw new IOException("a line is longer than " + CHUNK_BYTES + " bytes");
                }
            }
            if (held > 0) {
                counter.add(buffer, 0, held); // A torn record: the tally will not match.
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return counter.tally();
    }

    /** Counts the whole lines in the first {@code length} bytes, moves the rest to the front and returns its length. */
    private static int addLines(Tally.Counter counter, byte[] buffer, int length) {
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (buffer[i] == '\n') {
                if (i > start) {
                    counter.add(buffer, start, i + 1 - start);
                }
                start = i + 1;
            }
        }
        System.arraycopy(buffer, start, buffer, 0, length - start);
        return length - start;
    }

    private static InputStream open(Path file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), CHUNK_BYTES);
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip ? new GZIPInputStream(in, CHUNK_BYTES) : in;
    }

    /** Deletes the folder and everything in it. */
    public void delete() {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }
}
