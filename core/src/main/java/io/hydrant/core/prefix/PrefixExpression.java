package io.hydrant.core.prefix;

import io.hydrant.core.model.FirehoseException;
import java.io.Serializable;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * Text with {@code !{namespace:value}} expressions, from which the prefix of each object's key is made. Immutable; parsed
 * once, evaluated once per object.
 */
public final class PrefixExpression implements Serializable {
    private static final long serialVersionUID = 1;
    private static final String RANDOM_ALPHABET = "0123456789abcdef";
    private static final int RANDOM_LENGTH = 11;

    private final String text;
    private final transient List<Part> parts;

    private PrefixExpression(String text, List<Part> parts) {
        this.text = text;
        this.parts = parts;
    }

    /**
     * Takes text apart.
     *
     * @throws FirehoseException INVALID_ARGUMENT if an exclamation mark and a brace open something that is no expression
     */
    public static PrefixExpression parse(String text) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        for (int open = text.indexOf("!{"); open >= 0; open = text.indexOf("!{", at)) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw malformed(text.substring(open), "it has no closing brace");
            }
            if (open > at) {
                parts.add(new Literal(text.substring(at, open)));
            }
            parts.add(expression(text.substring(open, close + 1)));
            at = close + 1;
        }
        if (at < text.length()) {
            parts.add(new Literal(text.substring(at)));
        }
        return new PrefixExpression(text, List.copyOf(parts));
    }

    private static Part expression(String whole) {
        String inner = whole.substring(2, whole.length() - 1);
        int colon = inner.indexOf(':');
        String namespace = colon < 0 ? inner : inner.substring(0, colon);
        String value = colon < 0 ? "" : inner.substring(colon + 1);
        return switch (namespace) {
            case "timestamp" -> timestamp(whole, value);
            case "firehose" ->
                switch (value) {
                    case "random-string" -> new RandomString();
                    case "error-output-type" -> new ErrorOutputType();
                    default -> throw malformed(whole, "namespace firehose has random-string and error-output-type");
                };
            case "partitionKeyFromQuery", "partitionKeyFromLambda" -> {
                if (value.isEmpty()) {
                    throw malformed(whole, "it names no key");
                }
                yield new PartitionKey();
            }
            default ->
                throw malformed(
                        whole,
                        "its namespace is none of timestamp, firehose, partitionKeyFromQuery, partitionKeyFromLambda");
        };
    }

    private static Part timestamp(String whole, String pattern) {
        if (pattern.isEmpty()) {
            throw malformed(whole, "it has no date pattern");
        }
        try {
            return new Timestamp(DateTimeFormatter.ofPattern(pattern, Locale.US));
        } catch (IllegalArgumentException e) {
            throw malformed(whole, "it is not a pattern of Java's DateTimeFormatter");
        }
    }

    private static FirehoseException malformed(String expression, String why) {
        return FirehoseException.invalidArgument("Invalid prefix expression '" + expression + "': " + why);
    }

    /** The text this was parsed from. */
    public String text() {
        return text;
    }

    /** Whether there is no expression in it. */
    public boolean isLiteral() {
        return parts.stream().allMatch(Literal.class::isInstance);
    }

    /** Whether {@code !{firehose:error-output-type}} is in it. */
    public boolean hasErrorOutputType() {
        return has(ErrorOutputType.class::isInstance);
    }

    /** Whether a key of dynamic partitioning is in it. */
    public boolean hasPartitionKey() {
        return has(PartitionKey.class::isInstance);
    }

    private boolean has(Predicate<Part> kind) {
        return parts.stream().anyMatch(kind);
    }

    /**
     * The text with each expression replaced by what it stands for.
     *
     * @param oldest when the oldest record of the object arrived, in the destination's time zone
     * @param errorOutputType what the error-output-type expression becomes
     * @throws java.time.DateTimeException if a timestamp's pattern asks for what a date and time does not have
     */
    public String evaluate(ZonedDateTime oldest, String errorOutputType) {
        StringBuilder out = new StringBuilder(text.length() + 32);
        for (Part part : parts) {
            part.append(out, oldest, errorOutputType);
        }
        return out.toString();
    }

    private Object readResolve() {
        return parse(text);
    }

    @Override
    public String toString() {
        return text;
    }

    private sealed interface Part {
        void append(StringBuilder out, ZonedDateTime oldest, String errorOutputType);
    }

    private record Literal(String value) implements Part {
        @Override
        public void append(StringBuilder out, ZonedDateTime oldest, String errorOutputType) {
            out.append(value);
        }
    }

    private record Timestamp(DateTimeFormatter formatter) implements Part {
        @Override
        public void append(StringBuilder out, ZonedDateTime oldest, String errorOutputType) {
            formatter.formatTo(oldest, out);
        }
    }

    private record RandomString() implements Part {
        @Override
        public void append(StringBuilder out, ZonedDateTime oldest, String errorOutputType) {
            for (int i = 0; i < RANDOM_LENGTH; i++) {
                out.append(RANDOM_ALPHABET.charAt(ThreadLocalRandom.current().nextInt(RANDOM_ALPHABET.length())));
            }
        }
    }

    private record ErrorOutputType() implements Part {
        @Override
        public void append(StringBuilder out, ZonedDateTime oldest, String errorOutputType) {
            out.append(errorOutputType);
        }
    }

    private record PartitionKey() implements Part {
        @Override
        public void append(StringBuilder out, ZonedDateTime oldest, String errorOutputType) {
            throw new IllegalStateException("partition keys are refused when a stream is created");
        }
    }
}
