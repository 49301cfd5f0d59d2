package io.hydrant.clients.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How a service of Amazon's is asked, and how it answers. */
public enum AwsProtocol {
    /** JSON 1.1: an object is posted, the operation in a header, and another one is the answer. */
    JSON("JSON", "application/x-amz-json-1.1") {
        @Override
        byte[] body(String operation, ObjectNode input) {
            return input.toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        @Nullable
        JsonNode parse(byte[] answer) {
            try {
                JsonNode json = MAPPER.readTree(answer);
                return json == null || json.isMissingNode() ? null : json;
            } catch (JsonProcessingException e) {
                return null;
            } catch (IOException e) {
                throw new IllegalStateException("bytes in memory cannot be read", e);
            }
        }
    },
    /** Query: a form is posted, the operation as its {@code Action}, and XML is the answer. Inputs are texts and numbers. */
    QUERY("the XML of a result or an error", "application/x-www-form-urlencoded; charset=utf-8") {
        @Override
        byte[] body(String operation, ObjectNode input) {
            StringBuilder form = new StringBuilder("Action=").append(operation);
            input.properties()
                    .forEach(member -> form.append('&')
                            .append(member.getKey())
                            .append('=')
                            .append(URLEncoder.encode(member.getValue().asText(), StandardCharsets.UTF_8)));
            return form.toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        @Nullable
        JsonNode parse(byte[] answer) {
            return QueryAnswer.parse(answer);
        }
    };

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String answers;
    private final String contentType;

    AwsProtocol(String answers, String contentType) {
        this.answers = answers;
        this.contentType = contentType;
    }

    /** What answers are, for messages. */
    String answers() {
        return answers;
    }

    /** Of requests. */
    String contentType() {
        return contentType;
    }

    /** Of the request for an operation. */
    abstract byte[] body(String operation, ObjectNode input);

    /** What is in an answer, errors as JSON 1.1 has them; null if it is not of this protocol. */
    abstract @Nullable JsonNode parse(byte[] answer);
}
