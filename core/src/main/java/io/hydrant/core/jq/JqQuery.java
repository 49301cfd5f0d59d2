package io.hydrant.core.jq;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * A jq 1.6 query. Functions that the library lacks are supplied; a query that uses what does not exist is refused when it
 * is parsed, not with each record.
 *
 * <p>May be used by several threads at once.
 */
public final class JqQuery {
    static final String REFUSED = "MetadataExtractionQuery is not a valid jq 1.6 expression: ";

    private final JsonQuery query;
    private final Scope scope;
    private final List<JqToken> tokens;

    private JqQuery(JsonQuery query, Scope scope, List<JqToken> tokens) {
        this.query = query;
        this.scope = scope;
        this.tokens = tokens;
    }

    /**
     * Compiles a query.
     *
     * @throws io.hydrant.core.model.FirehoseException if it is none, or uses functions or variables that do not exist
     */
    public static JqQuery parse(String text) {
        Scope scope = JqFunctions.scope();
        JsonQuery query;
        try {
            query = JsonQuery.compile(text, JqFunctions.VERSION);
        } catch (JsonQueryException e) {
            throw invalidArgument(REFUSED + reason(e));
        }
        List<JqToken> tokens = JqLexer.tokens(text);
        JqNames.check(tokens, (name, arguments) -> scope.getFunction(name, arguments) != null);
        return new JqQuery(query, scope, tokens);
    }

    private static String reason(JsonQueryException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    /**
     * Names of the members of the object that the query gives, in their order.
     *
     * @return empty if they cannot be told from the query's text, as of {@code {a: 1} + .b}
     */
    public Optional<List<String>> keys() {
        return JqObject.members(tokens).map(members -> List.copyOf(members.keySet()));
    }

    /** The members of the object, if the query is an object of simple paths and nothing else, such as {@code {a: .x.y}}. */
    public Optional<List<JqMember>> simpleMembers() {
        return JqObject.simpleMembers(tokens);
    }

    /**
     * What the query gives for a document.
     *
     * @throws JqException if it fails; what it says holds nothing of the document
     */
    public List<JsonNode> apply(JsonNode document) throws JqException {
        List<JsonNode> results = new ArrayList<>(1);
        try {
            query.apply(scope, document, results::add);
        } catch (JsonQueryException | RuntimeException | StackOverflowError e) {
            // The library's message quotes the document.
            throw new JqException("The query failed on the record");
        }
        return results;
    }

    /**
     * A string's text, and any other value as jq's {@code tostring} gives it.
     *
     * @throws JqException if it cannot be written
     */
    public static String text(JsonNode value) throws JqException {
        if (value.isTextual() || value.isIntegralNumber() || value.isBoolean()) {
            return value.asText();
        }
        try {
            return JqFunctions.scope().getObjectMapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new JqException("The query's result cannot be written");
        }
    }
}
