package io.hydrant.operators.jq;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hydrant.core.jq.JqException;
import io.hydrant.core.jq.JqQuery;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applies any query, to a tree made of the record. */
final class LibraryExtractor {
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private final JqQuery query;

    LibraryExtractor(JqQuery query) {
        this.query = query;
    }

    /** Finds the values of a record; gives why it failed, or null. */
    @Nullable
    String extract(byte[] bytes, int from, int to, FoundValues found) {
        JsonNode document = read(bytes, from, to);
        if (document == null || document.isMissingNode()) {
            return ExtractionFailure.NON_JSON;
        }
        try {
            List<JsonNode> results = query.apply(document);
            if (results.size() != 1 || !results.get(0).isObject()) {
                return ExtractionFailure.NOT_ONE_OBJECT;
            }
            return take(results.get(0), found);
        } catch (JqException e) {
            return ExtractionFailure.QUERY_FAILED;
        }
    }

    private static @Nullable JsonNode read(byte[] bytes, int from, int to) {
        try {
            return READER.readTree(bytes, from, to - from);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private static @Nullable String take(JsonNode result, FoundValues found) throws JqException {
        found.clear();
        Iterator<Map.Entry<String, JsonNode>> members = result.fields();
        while (members.hasNext()) {
            Map.Entry<String, JsonNode> member = members.next();
            JsonNode value = member.getValue();
            if (value.isContainerNode()) {
                return ExtractionFailure.NOT_SCALAR;
            }
            boolean notANumber = value.isDouble() && Double.isNaN(value.asDouble());
            if (value.isNull()
                    || notANumber
                    || (value.isTextual() && value.asText().isEmpty())) {
                return ExtractionFailure.NULL_OR_EMPTY;
            }
            found.put(found.indexOf(member.getKey()), JqQuery.text(value));
        }
        return null;
    }
}
