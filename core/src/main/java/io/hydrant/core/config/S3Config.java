package io.hydrant.core.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where buckets are. Without any setting bucket {@code b} is the local folder {@code <dataDirectory>/s3/b}.
 *
 * @param scheme {@code file} (the default) or {@code s3a}: what buckets are that {@code buckets} does not name
 * @param endpoint S3 endpoint URL for {@code s3a}; left out, Amazon's
 * @param region region for {@code s3a}
 * @param pathStyleAccess whether the bucket is in the path, not in the host name; default false
 * @param accessKey access key for {@code s3a}; left out, the environment's credentials chain
 * @param secretKey its secret
 * @param buckets folder or URI of single buckets, by bucket name
 */
public record S3Config(
        String scheme,
        @Nullable String endpoint,
        @Nullable String region,
        boolean pathStyleAccess,
        @Nullable String accessKey,
        @Nullable String secretKey,
        Map<String, String> buckets) {

    private static final String FILE = "file";
    private static final String S3A = "s3a";

    static final S3Config DEFAULT = new S3Config(null, null, null, null, null, null, null);

    /** Compact form: all members are there. */
    public S3Config {
        Check.oneOf("s3.scheme", scheme, List.of(FILE, S3A));
        Check.httpUrl("s3.endpoint", endpoint);
        Check.notBlank("s3.region", region);
        Check.together("s3.accessKey", accessKey, "s3.secretKey", secretKey);
        buckets = Map.copyOf(buckets);
        buckets.forEach(S3Config::checkBucket);
    }

    private static void checkBucket(String bucket, String where) {
        String path = "s3.buckets." + bucket;
        Check.notBlank(path, where);
        if (where.contains("://") && !where.startsWith(FILE + "://") && !where.startsWith(S3A + "://")) {
            throw Check.wrong(path, where, "is neither a folder nor a file:// or s3a:// URI");
        }
        try {
            uriOf(where);
        } catch (IllegalArgumentException e) {
            throw Check.wrong(path, where, "is neither a folder nor a URI");
        }
    }

    /**
     * Where a bucket is: a folder or an S3 bucket, as a URI that does not end in a slash.
     *
     * @param dataDirectory folder of buckets that are said nothing about
     */
    public URI bucketUri(String bucket, Path dataDirectory) {
        String where = buckets.get(bucket);
        if (where != null) {
            return uriOf(where);
        }
        return scheme.equals(S3A)
                ? URI.create(S3A + "://" + bucket)
                : folderUri(dataDirectory.resolve("s3").resolve(bucket));
    }

    private static URI uriOf(String where) {
        if (!where.contains("://")) {
            return folderUri(Path.of(where));
        }
        return URI.create(where.endsWith("/") ? where.substring(0, where.length() - 1) : where);
    }

    /** Path's own toUri() ends in a slash or not, depending on whether the folder is there already. */
    private static URI folderUri(Path folder) {
        String uri = folder.toAbsolutePath().normalize().toUri().toString();
        return URI.create(uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri);
    }

    public S3Config(
            @Nullable String scheme,
            @Nullable String endpoint,
            @Nullable String region,
            @Nullable Boolean pathStyleAccess,
            @Nullable String accessKey,
            @Nullable String secretKey,
            @Nullable Map<String, String> buckets) {
        this(
                scheme == null ? "file" : scheme,
                endpoint,
                region,
                pathStyleAccess != null && pathStyleAccess.booleanValue(),
                accessKey,
                secretKey,
                buckets == null ? Map.of() : Map.copyOf(buckets));
    }

    @Override
    public String toString() {
        return "S3Config[" + scheme + ", " + endpoint + ", " + buckets + "]";
    }
}
