package io.hydrant.sinks.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The headers of requests, and where they go. Any thread may use it. */
final class RequestHeaders {
    private static final String VERSION = "1.0";
    private static final String USER_AGENT = "Amazon Kinesis Data Firehose Agent/1.0";
    /** Headers are ASCII. */
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final URI url;
    private final String deliveryStreamArn;
    private final boolean gzip;
    private final String commonAttributes;

    RequestHeaders(HttpEndpointOptions options) {
        this.url = URI.create(options.url());
        this.deliveryStreamArn = options.deliveryStreamArn();
        this.gzip = options.gzipLevel() > 0;
        this.commonAttributes = json(options.commonAttributes());
    }

    /** Whether a header can carry it: ASCII that can be printed. */
    static boolean isCarried(String accessKey) {
        return accessKey.chars().allMatch(character -> character >= ' ' && character <= '~');
    }

    /**
     * A request that lacks its body.
     *
     * @param accessKey one that {@link #isCarried}; null: none is shown
     */
    HttpRequest.Builder write(UUID id, @Nullable String accessKey) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("X-Amz-Firehose-Protocol-Version", VERSION)
                .header("X-Amz-Firehose-Request-Id", id.toString())
                .header("X-Amz-Firehose-Source-Arn", deliveryStreamArn)
                .header("X-Amz-Firehose-Common-Attributes", commonAttributes)
                .header("Content-Type", "application/json")
                .header("User-Agent", USER_AGENT);
        if (gzip) {
            request.header("Content-Encoding", "gzip");
        }
        if (accessKey != null) {
            request.header("X-Amz-Firehose-Access-Key", accessKey);
        }
        return request;
    }

    private static String json(Map<String, String> attributes) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeObjectFieldStart("commonAttributes");
            for (Map.Entry<String, String> attribute : attributes.entrySet()) {
                json.writeStringField(attribute.getKey(), attribute.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not take what is written to it", e);
        }
        return text.toString().replace("\u007f", "\\u007f"); // the one ASCII control character that JSON lets stand
    }
}
