package io.hydrant.test.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Firehose's request format, to the letter: each deviation is a fault with a sentence. */
final class RequestCheck {
    private static final int MAX_RECORDS = 10_000;
    private static final int MAX_DATA_CHARACTERS = 1_365_336;
    private static final int MAX_BODY_BYTES = 64 << 20;
    /** Clocks of one machine; a retried request is older, but not by more than two hours of retries. */
    private static final long MAX_AGE_MILLIS = 3 * 3_600_000L;

    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Set<String> HEADERS = Set.of(
            "host",
            "user-agent",
            "content-type",
            "content-length",
            "content-encoding",
            "x-amz-firehose-protocol-version",
            "x-amz-firehose-request-id",
            "x-amz-firehose-source-arn",
            "x-amz-firehose-access-key",
            "x-amz-firehose-common-attributes");
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final ExpectedRequests expected;
    private final Map<String, String> headers = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    private RequestCheck(ExpectedRequests expected) {
        this.expected = expected;
    }

    /**
     * Checks a request.
     *
     * @param headers name and value of each field, as they came
     * @param body as it came
     * @throws FaultyRequestException with all that is wrong
     */
    static FirehoseRequest check(
            ExpectedRequests expected,
            String method,
            String target,
            String version,
            List<Map.Entry<String, String>> headers,
            byte[] body) {
        RequestCheck check = new RequestCheck(expected);
        check.equal("method", method, "POST");
        check.equal("target", target, expected.target());
        check.equal("version", version, "HTTP/1.1");
        headers.forEach(check::header);
        check.headers(body.length);
        FirehoseRequest request = check.body(body);
        if (!check.faults.isEmpty()) {
            throw new FaultyRequestException(check.faults);
        }
        return request;
    }

    private void header(Map.Entry<String, String> field) {
        String name = field.getKey().toLowerCase(Locale.ROOT);
        check(HEADERS.contains(name), "header " + name + " is none of Firehose's");
        check(headers.put(name, field.getValue()) == null, "header " + name + " is there twice");
    }

    private void headers(int bodyLength) {
        equal("X-Amz-Firehose-Protocol-Version", headers.get("x-amz-firehose-protocol-version"), "1.0");
        equal("X-Amz-Firehose-Source-Arn", headers.get("x-amz-firehose-source-arn"), expected.sourceArn());
        equal("X-Amz-Firehose-Access-Key", headers.get("x-amz-firehose-access-key"), expected.accessKey());
        equal("Content-Type", headers.get("content-type"), "application/json");
        equal("Content-Encoding", headers.get("content-encoding"), expected.gzip() ? "gzip" : null);
        equal("Content-Length", headers.get("content-length"), Integer.toString(bodyLength));
        equal("User-Agent", headers.get("user-agent"), "Amazon Kinesis Data Firehose Agent/1.0");
        String id = headers.getOrDefault("x-amz-firehose-request-id", "");
        check(GUID.matcher(id).matches(), "X-Amz-Firehose-Request-Id is no GUID: " + id);
        attributes(headers.getOrDefault("x-amz-firehose-common-attributes", ""));
    }

    private void attributes(String header) {
        try {
            JsonNode attributes =
                    JSON.createObjectNode().set("commonAttributes", JSON.valueToTree(expected.commonAttributes()));
            equal("X-Amz-Firehose-Common-Attributes", JSON.readTree(header), attributes);
        } catch (IOException e) {
            faults.add("X-Amz-Firehose-Common-Attributes is no JSON: " + header);
        }
    }

    private FirehoseRequest body(byte[] sent) {
        long now = System.currentTimeMillis();
        byte[] body = {};
        JsonNode json = JSON.missingNode();
        try {
            body = expected.gzip() ? new GZIPInputStream(new ByteArrayInputStream(sent)).readAllBytes() : sent;
            json = JSON.readTree(body);
        } catch (IOException e) {
            faults.add("body: " + e.getMessage());
        }
        check(body.length <= MAX_BODY_BYTES, "body has " + body.length + " bytes");
        members("body", json, "requestId", "timestamp", "records");
        equal("requestId", json.path("requestId").asText(), headers.get("x-amz-firehose-request-id"));
        check(json.path("requestId").isTextual(), "requestId is no string");
        check(json.path("timestamp").isIntegralNumber(), "timestamp is no whole number");
        long timestamp = json.path("timestamp").asLong();
        check(timestamp <= now && timestamp > now - MAX_AGE_MILLIS, "timestamp is " + (now - timestamp) + " ms ago");
        return new FirehoseRequest(json.path("requestId").asText(), timestamp, records(json), body, now);
    }

    private List<byte[]> records(JsonNode json) {
        JsonNode array = json.path("records");
        check(array.isArray(), "records is no array");
        check(!array.isEmpty() && array.size() <= MAX_RECORDS, "there are " + array.size() + " records");
        List<byte[]> records = new ArrayList<>(array.size());
        for (JsonNode record : array) {
            members("a record", record, "data");
            JsonNode data = record.path("data");
            check(data.isTextual(), "data is no string");
            check(
                    data.asText().length() <= MAX_DATA_CHARACTERS,
                    "data has " + data.asText().length() + " characters");
            check(data.asText().length() % 4 == 0, "data is not padded");
            try {
                records.add(Base64.getDecoder().decode(data.asText()));
            } catch (IllegalArgumentException e) {
                faults.add("data is no base64: " + e.getMessage());
            }
        }
        return records;
    }

    private void members(String what, JsonNode object, String... names) {
        Set<String> left = new TreeSet<>(Set.of(names));
        for (Iterator<String> its = object.fieldNames(); its.hasNext(); ) {
            String name = its.next();
            check(left.remove(name), what + " has a member " + name);
        }
        check(left.isEmpty(), what + " lacks " + left);
    }

    private void equal(String what, @Nullable Object is, @Nullable Object should) {
        check(Objects.equals(is, should), what + " is " + is + " in place of " + should);
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            faults.add(otherwise);
        }
    }

    /** Says what is wrong with a request. */
    static final class FaultyRequestException extends RuntimeException {
        private static final long serialVersionUID = 1;

        FaultyRequestException(List<String> faults) {
            super(String.join("; ", faults));
        }
    }
}
