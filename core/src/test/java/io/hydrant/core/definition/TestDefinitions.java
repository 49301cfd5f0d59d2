package io.hydrant.core.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Definitions of streams to S3, for tests. */
final class TestDefinitions {
    static final String WHERE =
            "\"RoleARN\": \"arn:aws:iam::123456789012:role/r\", \"BucketARN\": \"arn:aws:s3:::lake\"";

    private TestDefinitions() {}

    /** A stream with an extended destination that has these members too. */
    static StreamDefinition extended(String members) {
        return extended(members, "");
    }

    static StreamDefinition extended(String members, String streamMembers) {
        return StreamDefinition.parse("{\"DeliveryStreamName\": \"clicks\", \"ExtendedS3DestinationConfiguration\": {"
                + WHERE + comma(members) + "}" + comma(streamMembers) + "}");
    }

    private static String comma(String members) {
        return members.isEmpty() ? "" : ", " + members;
    }

    /** Why Amazon's API would say that this cannot be. */
    static String refusal(Runnable definition) {
        try {
            definition.run();
        } catch (FirehoseException e) {
            if (e.code() != ErrorCode.INVALID_ARGUMENT) {
                throw new AssertionError(e);
            }
            return e.text();
        }
        throw new AssertionError("accepted");
    }

    /** A configuration that is on. */
    static String processing(String... processors) {
        return "\"ProcessingConfiguration\": {\"Enabled\": true, \"Processors\": [" + String.join(", ", processors)
                + "]}";
    }

    /** A processor with parameters given as {@code name=value}. */
    static String processor(String type, String... parameters) {
        return "{\"Type\": \"" + type + "\", \"Parameters\": ["
                + Arrays.stream(parameters)
                        .map(parameter -> parameter.split("=", 2))
                        .map(pair ->
                                "{\"ParameterName\": \"" + pair[0] + "\", \"ParameterValue\": " + quoted(pair[1]) + "}")
                        .collect(Collectors.joining(", "))
                + "]}";
    }

    private static String quoted(String text) {
        try {
            return new ObjectMapper().writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
