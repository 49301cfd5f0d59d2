package io.hydrant.job.redrive;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a bucket that are named as those of a stream's error output: under its ErrorOutputPrefix, whatever its
 * expressions have become, and of any version of the stream. Whether they are, what is in them tells.
 */
final class ErrorObjects {
    /** Behind the stream's name: version, time of the oldest record, UUID; see {@link io.hydrant.core.prefix.ObjectKey}. */
    private static final String NAME = "-\\d+-\\d{4}(-\\d{2}){5}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}[^/]*";

    private static final String ERROR_OUTPUT_TYPE = "!{firehose:error-output-type}";
    /** Firehose's types, and those that are named as they are. */
    private static final String ANY_TYPE = "(?:[A-Za-z-]+-failed|activePartitionExceeded)";

    private static final Pattern EXPRESSION = Pattern.compile("!\\{[^}]*}");

    private final String bucket;
    /** The beginning that all keys have in common. */
    private final String head;

    private final Pattern keys;

    /**
     * Those of a stream.
     *
     * @param bucket where the bucket of the destination is, without a slash at its end
     * @param errorOutputPrefix with its expressions
     */
    ErrorObjects(URI bucket, String errorOutputPrefix, String stream) {
        this.bucket = bucket.toString();
        // As in a key that has become a path: no slash at its beginning, and neighbouring ones are one.
        String prefix = errorOutputPrefix.replaceAll("/+", "/").replaceFirst("^/", "");
        StringBuilder pattern = new StringBuilder();
        Matcher expression = EXPRESSION.matcher(prefix);
        int at = 0;
        int end = prefix.length();
        while (expression.find()) {
            end = Math.min(end, expression.start());
            pattern.append(Pattern.quote(prefix.substring(at, expression.start())));
            pattern.append(expression.group().equals(ERROR_OUTPUT_TYPE) ? ANY_TYPE : ".*");
            at = expression.end();
        }
        pattern.append(Pattern.quote(prefix.substring(at)));
        this.head = prefix.substring(0, end);
        this.keys = Pattern.compile(pattern + Pattern.quote(stream) + NAME);
    }

    /** Where the object with a key is. */
    static Path path(URI bucket, String key) {
        return new Path(bucket + "/" + key);
    }

    /** The keys of those that are there now, in the order of their characters' codes. */
    List<String> list() throws IOException {
        List<String> found = new ArrayList<>();
        FileSystem files = new Path(bucket).getFileSystem();
        collect(files, head.substring(0, head.lastIndexOf('/') + 1), found);
        found.sort(null);
        return found;
    }

    private void collect(FileSystem files, String folder, List<String> found) throws IOException {
        for (FileStatus child : children(files, new Path(bucket + "/" + folder))) {
            String key = folder + child.getPath().getName();
            if (child.isDir()) {
                String below = key + "/";
                if (below.startsWith(head) || head.startsWith(below)) {
                    collect(files, below, found);
                }
            } else if (keys.matcher(key).matches()) {
                found.add(key);
            }
        }
    }

    private static FileStatus[] children(FileSystem files, Path folder) throws IOException {
        try {
            // Null, or an exception, if there is no such folder: file systems differ.
            FileStatus @Nullable [] found = files.listStatus(folder);
            return found == null ? new FileStatus[0] : found;
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }
}
