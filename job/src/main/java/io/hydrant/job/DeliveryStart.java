package io.hydrant.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.core.definition.DirectPut;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * When the delivery of a stream that no gateway keeps began: noted beside its checkpoints when its job is first started.
 * A job that dies before its first checkpoint would otherwise begin with the latest records of another time, and lose
 * those in between.
 */
public final class DeliveryStart {
    private static final String FILE = "delivery-start";

    private DeliveryStart() {}

    /**
     * The same with the start that counts: the one noted before or, at the first start, its own, which is noted now.
     *
     * @throws UncheckedIOException if the folder of the stream's checkpoints cannot be read or written
     */
    public static JobSpec noted(JobSpec spec) {
        if (spec.definition().source() instanceof DirectPut) {
            return spec; // The log has only what was put to the stream.
        }
        Path note = new Path(FlinkConfiguration.streamDirectory(spec), FILE);
        try {
            FileSystem files = note.getFileSystem();
            Instant before = read(files, note);
            if (before == null) {
                try (OutputStream out = files.create(note, FileSystem.WriteMode.OVERWRITE)) {
                    out.write(spec.deliveryStart().toString().getBytes(UTF_8));
                }
                return spec;
            }
            return new JobSpec(
                    spec.definition(),
                    spec.versionId(),
                    spec.incarnation(),
                    before,
                    spec.config(),
                    spec.drainedVersion());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot note when the delivery of the stream began in " + note, e);
        }
    }

    /** Null if nothing has been noted, or if whoever noted it died of it: no job had been started then. */
    private static @Nullable Instant read(FileSystem files, Path note) throws IOException {
        try (FSDataInputStream in = files.open(note)) {
            return Instant.parse(new String(in.readAllBytes(), UTF_8));
        } catch (FileNotFoundException | DateTimeParseException e) {
            return null;
        }
    }
}
