package io.hydrant.sinks.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.flink.core.fs.Path;

/**
 * Where the object with a key is: inside of its bucket, whatever the key.
 *
 * <p>In S3 the key is the name of the object as it is, but that neighbouring slashes are one. A folder that stands for a
 * bucket cannot have all of its names: one that is longer than a file system takes is cut in its middle and told apart by
 * a hash; and where the JVM names files in an encoding without most characters ({@code sun.jnu.encoding}, from
 * {@code LC_ALL}), the others are percent-encoded.
 */
final class BucketPath {
    /** What most file systems allow, in bytes. */
    private static final int MAX_NAME_BYTES = 255;

    /** Flink writes {@code name} as {@code .name.inprogress.<uuid>} until it is complete. */
    private static final int IN_PROGRESS_BYTES = ".".length() + ".inprogress.".length() + 36;

    private static final int HASH_BYTES = 8;

    private final String bucket;
    private final boolean folder;
    private final boolean allCharacters;

    /** @param bucket folder or {@code s3a://} URI */
    BucketPath(Path bucket) {
        this(bucket, Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
    }

    /** @param names how the JVM encodes the names of files */
    BucketPath(Path bucket, Charset names) {
        this.bucket = bucket.toString();
        String scheme = bucket.toUri().getScheme();
        this.folder = scheme == null || scheme.equals("file");
        this.allCharacters = names.equals(UTF_8);
    }

    /**
     * The place of an object.
     *
     * @param key without relative segments, backslashes and control characters
     * @throws IllegalArgumentException if it is outside of the bucket after all
     */
    Path of(String key) {
        // Not new Path(bucket, key): that would take the part of a key before a colon for a scheme.
        Path path = new Path(bucket + "/" + (folder ? fileName(key) : key));
        boolean inside = path.toString().startsWith(bucket.endsWith("/") ? bucket : bucket + "/");
        // What leads out of the root of a URI is still there when all else is normalized.
        if (!inside || path.getPath().startsWith("/../") || path.getPath().equals("/..")) {
            throw new IllegalArgumentException("a key that leads out of " + bucket);
        }
        return path;
    }

    private String fileName(String key) {
        String encoded = allCharacters ? key : percentEncoded(key);
        if (encoded.length() <= (MAX_NAME_BYTES - IN_PROGRESS_BYTES) / 3) {
            return encoded;
        }
        StringBuilder name = new StringBuilder(encoded.length());
        String[] segments = encoded.split("/", -1);
        for (int i = 0; i < segments.length - 1; i++) {
            name.append(cut(segments[i], MAX_NAME_BYTES)).append('/');
        }
        return name.append(cut(segments[segments.length - 1], MAX_NAME_BYTES - IN_PROGRESS_BYTES))
                .toString();
    }

    private static String percentEncoded(String key) {
        StringBuilder out = new StringBuilder(key.length() + 16);
        for (byte b : key.getBytes(UTF_8)) {
            if (b >= 0) {
                out.append((char) b);
            } else {
                out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return out.toString();
    }

    /** A name that is too long keeps as much of its beginning and its end as fits around the hash of all of it. */
    private static String cut(String name, int maxBytes) {
        byte[] bytes = name.getBytes(UTF_8);
        if (bytes.length <= maxBytes) {
            return name;
        }
        String hash = "~" + HexFormat.of().formatHex(sha256(bytes), 0, HASH_BYTES) + "~";
        int kept = (maxBytes - hash.length()) / 2;
        int head = kept;
        while (isInsideCharacter(bytes[head])) {
            head--;
        }
        int tail = bytes.length - kept;
        while (isInsideCharacter(bytes[tail])) {
            tail++;
        }
        return new String(bytes, 0, head, UTF_8) + hash + new String(bytes, tail, bytes.length - tail, UTF_8);
    }

    private static boolean isInsideCharacter(byte b) {
        return (b & 0xc0) == 0x80;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
