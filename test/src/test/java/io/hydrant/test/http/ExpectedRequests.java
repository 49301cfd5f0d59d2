package io.hydrant.test.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a request follows from the stream's definition.
 *
 * @param target path and query
 * @param sourceArn of the delivery stream
 * @param accessKey null: the header must be absent
 * @param gzip whether bodies are compressed
 * @param commonAttributes by name
 */
public record ExpectedRequests(
        String target,
        String sourceArn,
        @Nullable String accessKey,
        boolean gzip,
        Map<String, String> commonAttributes) {
    /** An ARN as the gateway makes it for a stream. */
    public static String arn(String stream) {
        return "arn:aws:firehose:us-east-1:000000000000:deliverystream/" + stream;
    }

    /** Neither a key nor attributes nor compression. */
    public static ExpectedRequests plain(String target, String stream) {
        return new ExpectedRequests(target, arn(stream), null, false, Map.of());
    }
}
