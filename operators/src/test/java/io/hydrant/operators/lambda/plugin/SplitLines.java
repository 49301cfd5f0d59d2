package io.hydrant.operators.lambda.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.core.transform.InputRecord;
import io.hydrant.core.transform.RecordTransformer;
import io.hydrant.core.transform.Results;
import io.hydrant.core.transform.TransformContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A fan-out that also filters, fails, throws and gives keys: what a record says is done with it. */
public final class SplitLines implements RecordTransformer {
    private String suffix = "";
    private String closedFolder;
    private boolean busy;

    @Override
    public String name() {
        return "split-lines";
    }

    @Override
    public void open(TransformContext context) {
        suffix = context.settings().getOrDefault("suffix", "");
        closedFolder = context.settings().get("closed");
        if (suffix.equals("refuse")) {
            throw new IllegalArgumentException("refused");
        }
    }

    @Override
    public void transform(InputRecord record, Results results) throws Exception {
        if (busy) {
            throw new AssertionError("two threads at once");
        }
        busy = true;
        try {
            String text = record.text();
            switch (text) {
                case "drop" -> results.dropped();
                case "fail" -> results.failed("not wanted");
                case "silent" -> {}
                case "throw" -> throw new IllegalStateException("as asked");
                case "both" -> {
                    results.dropped();
                    results.ok(new byte[0]);
                }
                case "hang" -> wait(record);
                case "loader" -> results.ok(loaders().getBytes(UTF_8));
                default -> split(text, results);
            }
        } finally {
            busy = false;
        }
    }

    /** Leaves a file, if it was told where. */
    @Override
    public void close() throws Exception {
        if (busy) {
            throw new AssertionError("closed while it works");
        }
        if (closedFolder != null) {
            Path unused = Files.createTempFile(Path.of(closedFolder), "closed", "");
        }
    }

    private void split(String text, Results results) {
        for (String line : text.split("\n", -1)) {
            results.ok((line + suffix).getBytes(UTF_8), Map.of("line", line, "unused", "x"));
        }
    }

    /** Until it is interrupted; says that it does, if it was told where. */
    private void wait(InputRecord record) throws Exception {
        if (closedFolder != null) {
            Path unused = Files.createFile(Path.of(closedFolder, "hangs"));
        }
        synchronized (record) {
            record.wait();
        }
    }

    /** What it can see: its own loader is its threads', and Hydrant's classes are not there. */
    private static String loaders() {
        boolean own = Thread.currentThread().getContextClassLoader() == SplitLines.class.getClassLoader();
        try {
            Class.forName("io.hydrant.core.record.RecordBatch");
            return "sees Hydrant";
        } catch (ClassNotFoundException e) {
            return own ? "alone" : "in another's thread";
        }
    }
}
