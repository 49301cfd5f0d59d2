package io.hydrant.job.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The redrives of one stream, kept beside its checkpoints for as long as these are.
 *
 * <pre>
 *  redrive/1/plan.json         what it takes
 *  redrive/1/checkpointed      there has been a checkpoint of its job
 *  redrive/1/done              all that it takes has been delivered, or has failed again
 *  redrive/1/&lt;job id&gt;/chk-7   where its job goes on
 * </pre>
 *
 * Flink drops a job's checkpoints when it has ended. So a redrive that has been checkpointed, and has no checkpoint left,
 * has ended, whatever became of the process that was to note it. Throws {@link UncheckedIOException} if the folder cannot
 * be read or written. The caller sees to it that there is one process at a time.
 */
public final class Redrives {
    private static final String FOLDER = "redrive";
    private static final String PLAN = "plan.json";
    private static final String UNFINISHED_PLAN = "plan.json.part";
    private static final String CHECKPOINTED = "checkpointed";
    private static final String DONE = "done";

    private final Path folder;

    /** @param streamDirectory where everything is that a stream's jobs keep */
    public Redrives(Path streamDirectory) {
        this.folder = new Path(streamDirectory, FOLDER);
    }

    /** Their plans, by number. */
    public List<RedrivePlan> all() {
        try {
            FileSystem files = folder.getFileSystem();
            List<RedrivePlan> plans = new ArrayList<>();
            for (FileStatus one : children(files)) {
                Path plan = new Path(one.getPath(), PLAN);
                // Without one it had not begun when its process ended.
                if (one.isDir() && files.exists(plan)) {
                    plans.add(read(files, plan));
                }
            }
            plans.sort(Comparator.comparingInt(RedrivePlan::number));
            return plans;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read which redrives there have been from " + folder, e);
        }
    }

    private FileStatus[] children(FileSystem files) throws IOException {
        try {
            FileStatus @Nullable [] found = files.listStatus(folder);
            return found == null ? new FileStatus[0] : found;
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }

    private static RedrivePlan read(FileSystem files, Path plan) throws IOException {
        try (FSDataInputStream in = files.open(plan)) {
            return PlanFile.read(in.readAllBytes());
        } catch (IOException | RuntimeException e) {
            throw new IOException(plan + " cannot be read", e);
        }
    }

    /** The one that has begun and not ended; there is one at most. */
    public Optional<RedrivePlan> unfinished() {
        return all().stream().filter(plan -> !exists(plan, DONE)).findFirst();
    }

    /** Begins a redrive. */
    public void begin(RedrivePlan plan) {
        try {
            FileSystem files = folder.getFileSystem();
            Path part = new Path(folder(plan), UNFINISHED_PLAN);
            Path whole = new Path(folder(plan), PLAN);
            if (files.exists(whole)) {
                throw new IOException(whole + " is there already: another process plans redrives of the stream");
            }
            write(part, PlanFile.write(plan));
            if (!files.rename(part, whole)) {
                throw new IOException(part + " cannot be renamed to " + PLAN);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write down what the redrive takes", e);
        }
    }

    /** Notes that a redrive has ended. */
    public void end(RedrivePlan plan) {
        note(new Path(folder(plan), DONE));
    }

    /** Where the checkpoints of its job are. */
    public Path folder(RedrivePlan plan) {
        return new Path(folder, Integer.toString(plan.number()));
    }

    /** Whether its job has ever completed a checkpoint. */
    public boolean isCheckpointed(RedrivePlan plan) {
        return exists(plan, CHECKPOINTED);
    }

    private boolean exists(RedrivePlan plan, String note) {
        Path path = new Path(folder(plan), note);
        try {
            return path.getFileSystem().exists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look for " + path, e);
        }
    }

    /** @param folder that of a redrive */
    static void noteCheckpoint(Path folder) {
        note(new Path(folder, CHECKPOINTED));
    }

    private static void note(Path path) {
        try {
            write(path, Instant.now().toString().getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + path, e);
        }
    }

    private static void write(Path path, byte[] contents) throws IOException {
        try (OutputStream out = path.getFileSystem().create(path, FileSystem.WriteMode.OVERWRITE)) {
            out.write(contents);
        }
    }
}
