package io.hydrant.standalone.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** A line that is written over and over on a terminal, and about once a second as a new line anywhere else. */
final class ProgressLine {

    private static final long LINE_NANOS = Duration.ofSeconds(1).toNanos();

    private final PrintWriter out;
    private final boolean terminal;
    private long lastLine = System.nanoTime() - LINE_NANOS;

    ProgressLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(long records, int of, double megabytes, double seconds, long delivered, int objects) {
        String text = String.format(
                Locale.ROOT,
                "put %,d of %,d records  %.1f MB  %.1f MB/s  delivered %,d  objects %,d",
                records,
                of,
                megabytes,
                seconds == 0 ? 0 : megabytes / seconds,
                delivered,
                objects);
        if (terminal) {
            out.print("\r  " + text + "\u001b[K");
            out.flush();
        } else if (System.nanoTime() - lastLine >= LINE_NANOS) {
            lastLine = System.nanoTime();
            out.println("  " + text);
            out.flush();
        }
    }

    /** Ends the line. */
    void end() {
        if (terminal) {
            out.println();
            out.flush();
        }
    }
}
