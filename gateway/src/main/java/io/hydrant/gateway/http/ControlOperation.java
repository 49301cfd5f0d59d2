package io.hydrant.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.core.model.ServiceModel;
import io.hydrant.core.model.Shape;
import io.hydrant.core.model.ShapeValidator;
import io.hydrant.gateway.api.ApiOperation;
import io.hydrant.gateway.call.Call;
import io.hydrant.gateway.call.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A control operation as the server calls it: reads the body's JSON and checks it against Amazon's model before the
 * operation sees it. An empty body counts as an object without members.
 */
public final class ControlOperation implements Operation {
    /** Deeper than any shape of the API. */
    private static final int MAX_DEPTH = 64;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNameLength(1_000)
                            .maxStringLength(1 << 20)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ApiOperation operation;
    private final Shape input;

    /** Serves an operation, which must be one of Amazon's. */
    public ControlOperation(ApiOperation operation) {
        this.operation = operation;
        io.hydrant.core.model.Operation described = ServiceModel.firehose().operation(operation.name());
        if (described == null) {
            throw new IllegalArgumentException("Amazon has no operation " + operation.name());
        }
        this.input = described.input();
    }

    @Override
    public String name() {
        return operation.name();
    }

    @Override
    public byte[] answer(Call call) {
        ObjectNode body = parse(call);
        ShapeValidator.check(input, body);
        try {
            return JSON.writeValueAsBytes(operation.call(operation.input(input, body)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("an answer could not be written as JSON", e);
        }
    }

    private static ObjectNode parse(Call call) {
        try {
            JsonNode body = JSON.readTree(call.body(), 0, call.length());
            if (body == null || body.isMissingNode()) {
                return JSON.createObjectNode();
            }
            if (body instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw new FirehoseException(ErrorCode.SERIALIZATION, "Malformed request: the body is not JSON.");
        }
        throw new FirehoseException(ErrorCode.SERIALIZATION, "Malformed request: the body is not a JSON object.");
    }
}
