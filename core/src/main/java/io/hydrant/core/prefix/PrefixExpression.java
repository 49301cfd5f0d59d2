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
import org.jspecify.annotations.Nullable;

/**
 * Text with {@code !{namespace:value}} expressions, from which the prefix of each object's key is made. Immutable; parsed
 * once, evaluated once per object.
 */
public final class PrefixExpression implements Serializable {
    private static final long serialVersionUID = 1;
    private static final String RANDOM_ALPHABET = "0123456789abcdef";
    private static final int RANDOM_LENGTH = 11;
    private static final @Nullable String[] NO_VALUES = {};

    private final String text;
    private final transient List<Part> parts;
    private final transient List<PartitionKey> partitionKeys;

    private PrefixExpression(String text, List<Part> parts, List<PartitionKey> partitionKeys) {
        this.text = text;
        this.parts = parts;
        this.partitionKeys = partitionKeys;
    }

    /**
     * Takes text apart.
     *
     * @throws FirehoseException INVALID_ARGUMENT if an exclamation mark and a brace open something that is no expression
     */
    public static PrefixExpression parse(String text) {
        List<Part> parts = new ArrayList<>();
        List<PartitionKey> partitionKeys = new ArrayList<>();
        int at = 0;
        for (int open = text.indexOf("!{"); open >= 0; open = text.indexOf("!{", at)) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw malformed(text.substring(open), "it has no closing brace");
            }
            if (open > at) {
                parts.add(new Literal(text.substring(at, open)));
            }
            parts.add(expression(text.substring(open, close + 1), partitionKeys));
            at = close + 1;
        }
        if (at < text.length()) {
            parts.add(new Literal(text.substring(at)));
        }
        return new PrefixExpression(text, List.copyOf(parts), List.copyOf(partitionKeys));
    }

    private static Part expression(String whole, List<PartitionKey> partitionKeys) {
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
            case "partitionKeyFromQuery" ->
                partitionValue(whole, new PartitionKey(PartitionKey.Namespace.QUERY, value), partitionKeys);
            case "partitionKeyFromLambda" ->
                partitionValue(whole, new PartitionKey(PartitionKey.Namespace.LAMBDA, value), partitionKeys);
            default ->
                throw malformed(
                        whole,
                        "its namespace is none of timestamp, firehose, partitionKeyFromQuery, partitionKeyFromLambda");
        };
    }

    private static Part partitionValue(String whole, PartitionKey key, List<PartitionKey> partitionKeys) {
        if (key.name().isEmpty()) {
            throw malformed(whole, "it names no key");
        }
        if (!partitionKeys.contains(key)) {
            partitionKeys.add(key);
        }
        return new PartitionValue(key, partitionKeys.indexOf(key));
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
        return !partitionKeys.isEmpty();
    }

    /** The distinct keys of dynamic partitioning in it, in the order of their first appearance. */
    public List<PartitionKey> partitionKeys() {
        return partitionKeys;
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
        return evaluate(oldest, errorOutputType, NO_VALUES);
    }

    /**
     * As {@link #evaluate(ZonedDateTime, String)}, for one partition.
     *
     * @param partitionValues what each of {@link #partitionKeys()} becomes
     * @throws IllegalStateException if one of them has no value
     */
    public String evaluate(ZonedDateTime oldest, String errorOutputType, @Nullable String[] partitionValues) {
        Evaluation evaluation = new Evaluation(oldest, errorOutputType, partitionValues);
        StringBuilder out = new StringBuilder(text.length() + 32);
        for (Part part : parts) {
            part.append(out, evaluation);
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

    /** What the expressions of one prefix stand for. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Evaluation(
            ZonedDateTime oldest,
            String errorOutputType,
            @Nullable String[] partitionValues) {}

    private sealed interface Part {
        void append(StringBuilder out, Evaluation evaluation);
    }

    private record Literal(String value) implements Part {
        @Override
        public void append(StringBuilder out, Evaluation evaluation) {
            out.append(value);
        }
    }

    private record Timestamp(DateTimeFormatter formatter) implements Part {
        @Override
        public void append(StringBuilder out, Evaluation evaluation) {
            formatter.formatTo(evaluation.oldest(), out);
        }
    }

    private record RandomString() implements Part {
        @Override
        public void append(StringBuilder out, Evaluation evaluation) {
            for (int i = 0; i < RANDOM_LENGTH; i++) {
                out.append(RANDOM_ALPHABET.charAt(ThreadLocalRandom.current().nextInt(RANDOM_ALPHABET.length())));
            }
        }
    }

    private record ErrorOutputType() implements Part {
        @Override
        public void append(StringBuilder out, Evaluation evaluation) {
            out.append(evaluation.errorOutputType());
        }
    }

    private record PartitionValue(PartitionKey key, int slot) implements Part {
        @Override
        public void append(StringBuilder out, Evaluation evaluation) {
            @Nullable String[] values = evaluation.partitionValues();
            String value = slot < values.length ? values[slot] : null;
            if (value == null) {
                throw new IllegalStateException("no value for partition key " + key.name());
            }
            out.append(value);
        }
    }
}
