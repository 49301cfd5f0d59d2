package io.hydrant.core.config;

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

    static final S3Config DEFAULT = new S3Config(null, null, null, null, null, null, null);

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
