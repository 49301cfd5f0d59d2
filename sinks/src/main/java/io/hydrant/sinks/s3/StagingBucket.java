package io.hydrant.sinks.s3;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.net.URI;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * A bucket that a database reads what is staged for it from.
 *
 * @param bucket folder or {@code s3a://} URI of it
 * @param name the bucket's, which a folder that stands for it has to the outside
 */
public record StagingBucket(URI bucket, String name) implements Serializable {
    private static final long serialVersionUID = 1;

    /** The object's URL, {@code s3://bucket/key}. */
    public String url(String key) {
        return urlOf(new BucketPath(new Path(bucket)).of(key));
    }

    /** The same of an object whose place is known. */
    String urlOf(Path object) {
        String root = new Path(bucket).toString();
        String key = object.toString().substring(root.length() + (root.endsWith("/") ? 0 : 1));
        return prefix() + "/" + key;
    }

    private String prefix() {
        String scheme = bucket.getScheme();
        if (scheme == null || scheme.equals("file")) {
            return "s3://" + name;
        }
        return "s3://" + bucket.getAuthority() + bucket.getPath();
    }

    /**
     * Writes a small object, in place of one that may be there, and gives its URL.
     *
     * @throws IOException if it cannot be written; whether it is there then is not known
     */
    public String write(String key, byte[] content) throws IOException {
        Path path = new BucketPath(new Path(bucket)).of(key);
        FileSystem files = path.getFileSystem();
        try (OutputStream out = files.create(path, FileSystem.WriteMode.OVERWRITE)) {
            out.write(content);
        }
        return urlOf(path);
    }
}
