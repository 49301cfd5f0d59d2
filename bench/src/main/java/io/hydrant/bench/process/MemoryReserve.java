package io.hydrant.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * Keeps free memory from going back to the host of a virtual machine, and gives it out as it is needed.
 *
 * <p>A virtual machine that reports its free pages to its host pays for each of them again when it next uses them: a fault
 * that its own kernel books as the time of whoever writes to the page, and which takes several times as long as the write.
 * On such a machine a job that writes files would be measured for the hypervisor's work first of all. The reserve is a
 * file in memory that takes what is free and is cut shorter as soon as little is.
 */
public final class MemoryReserve implements AutoCloseable {
    private static final Path MEMORY_FILES = Path.of("/dev/shm");
    private static final Path MEMORY_INFO = Path.of("/proc/meminfo");
    private static final String FREE = "MemFree:";

    private static final long LOW_BYTES = 1L << 30;
    private static final long HIGH_BYTES = 2 * LOW_BYTES;

    /** What is freed at once lasts the fastest writer for 100 ms, much longer than {@link #POLL_MILLIS}. */
    private static final int STEP_BYTES = 256 << 20;

    private static final long POLL_MILLIS = 5;

    private final Path path;
    private final FileChannel file;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * An empty reserve: {@link #refill} fills it.
     *
     * @throws UncheckedIOException if there are no files in memory here: this is for Linux
     */
    public MemoryReserve() {
        try {
            path = Files.createTempFile(MEMORY_FILES, "hydrant-bench", "");
            file = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot hold memory in " + MEMORY_FILES, e);
        }
        thread = new Thread(this::giveOut, "memory-reserve");
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes what is free, down to 2 GiB or as far as files in memory may grow. To be called while nothing is measured: it takes seconds per gigabyte. */
    public synchronized void refill() {
        try {
            ByteBuffer step = ByteBuffer.allocateDirect(STEP_BYTES);
            FileStore files = Files.getFileStore(MEMORY_FILES); // The file itself has no name any more.
            while (freeBytes() > HIGH_BYTES && files.getUsableSpace() > STEP_BYTES) {
                file.write(step.clear(), file.size());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot hold memory in " + path, e);
        }
    }

    private synchronized void giveOutStep() throws IOException {
        if (freeBytes() < LOW_BYTES) {
            file.truncate(Math.max(0, file.size() - STEP_BYTES));
        }
    }

    private void giveOut() {
        try {
            while (!closed) {
                giveOutStep();
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give memory out of " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long freeBytes() throws IOException {
        for (String line : Files.readAllLines(MEMORY_INFO)) {
            if (line.startsWith(FREE)) {
                String kibibytes = line.substring(FREE.length(), line.length() - " kB".length());
                return Long.parseLong(kibibytes.strip()) << 10;
            }
        }
        throw new IOException(MEMORY_INFO + " has no " + FREE);
    }

    /** Gives everything back. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
            file.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + path, e);
        }
    }
}
