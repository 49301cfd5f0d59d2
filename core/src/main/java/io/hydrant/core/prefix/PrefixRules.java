package io.hydrant.core.prefix;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import io.hydrant.core.model.FirehoseException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What Firehose demands of a Prefix and an ErrorOutputPrefix, and what it adds to those that have no expressions. */
public final class PrefixRules {
    /** Longest prefix after evaluation, in characters. */
    static final int MAX_EVALUATED = 512;

    private static final String TIME = "!{timestamp:yyyy/MM/dd/HH/}";
    private static final String ERROR_TYPE = "!{firehose:error-output-type}";
    /** The misspelling is Amazon's, and tools look for the text. */
    private static final String CONSTRAINT = "Ths supplied prefix(es) do not satisfy the following constraint: ";
    /** A moment whose names and numbers are as long as they get: Wednesday, September 30. */
    static final ZonedDateTime LONGEST = ZonedDateTime.of(2026, 9, 30, 22, 44, 55, 999_999_999, ZoneOffset.UTC);

    private static final String LONGEST_ERROR_TYPE = "AmazonOpenSearchService-failed";

    private PrefixRules() {}

    /**
     * The expression for objects with data.
     *
     * @throws FirehoseException INVALID_ARGUMENT with what is wrong
     */
    public static PrefixExpression data(@Nullable String prefix) {
        return data(prefix, false);
    }

    /**
     * As {@link #data(String)}.
     *
     * @param partitioned whether dynamic partitioning is on: then the prefix is never completed, and must have a key of it
     */
    public static PrefixExpression data(@Nullable String prefix, boolean partitioned) {
        PrefixExpression given = PrefixExpression.parse(prefix == null ? "" : prefix);
        if (given.hasErrorOutputType()) {
            throw invalidArgument(CONSTRAINT + "Prefix cannot contain " + ERROR_TYPE);
        }
        if (partitioned) {
            if (!given.hasPartitionKey()) {
                throw invalidArgument(
                        "S3 Prefix should contain Dynamic Partitioning namespaces when Dynamic Partitioning"
                                + " is enabled");
            }
            return checked("Prefix", given);
        }
        if (given.hasPartitionKey()) {
            throw invalidArgument("Dynamic Partitioning Namespaces can only be part of a prefix expression when Dynamic"
                    + " Partitioning is enabled.");
        }
        // Real streams get the time appended only if there is no expression at all, and without a slash between.
        return checked("Prefix", given.isLiteral() ? PrefixExpression.parse(given.text() + TIME) : given);
    }

    /**
     * The expression for objects with failed records.
     *
     * @param prefix as given for data
     * @throws FirehoseException INVALID_ARGUMENT with what is wrong
     */
    public static PrefixExpression errors(@Nullable String prefix, @Nullable String errorOutputPrefix) {
        if (errorOutputPrefix == null || errorOutputPrefix.isEmpty()) {
            PrefixExpression data = PrefixExpression.parse(prefix == null ? "" : prefix);
            if (!data.isLiteral()) {
                throw invalidArgument(
                        CONSTRAINT + "ErrorOutputPrefix cannot be null or empty when Prefix contains expressions");
            }
            return checked("ErrorOutputPrefix", PrefixExpression.parse(data.text() + ERROR_TYPE + "/" + TIME));
        }
        PrefixExpression given = PrefixExpression.parse(errorOutputPrefix);
        if (given.hasPartitionKey()) {
            throw invalidArgument(CONSTRAINT + "ErrorOutputPrefix cannot contain Dynamic Partitioning Namespaces");
        }
        if (given.isLiteral()) {
            return checked("ErrorOutputPrefix", PrefixExpression.parse(given.text() + TIME));
        }
        if (!given.hasErrorOutputType()) {
            throw invalidArgument(CONSTRAINT + "ErrorOutputPrefix must contain at least one instance of " + ERROR_TYPE
                    + " when it contains expressions");
        }
        return checked("ErrorOutputPrefix", given);
    }

    /**
     * Zone of the timestamps in prefixes and keys.
     *
     * @param customTimeZone name in the tz database; UTC if there is none
     * @throws FirehoseException INVALID_ARGUMENT if there is no such zone
     */
    public static ZoneId timeZone(@Nullable String customTimeZone) {
        if (customTimeZone == null || customTimeZone.isEmpty()) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(customTimeZone);
        } catch (DateTimeException e) {
            throw invalidArgument("CustomTimeZone '" + customTimeZone
                    + "' is not a time zone of the tz database, such as America/Los_Angeles");
        }
    }

    private static PrefixExpression checked(String member, PrefixExpression expression) {
        String longest;
        try {
            longest = expression.evaluate(LONGEST, LONGEST_ERROR_TYPE, shortest(expression));
        } catch (DateTimeException e) {
            throw invalidArgument(member + " '" + expression + "' has a timestamp pattern that cannot be evaluated");
        }
        if (longest.length() > MAX_EVALUATED) {
            throw invalidArgument(member + " must not be longer than " + MAX_EVALUATED
                    + " characters after evaluation, but becomes " + longest.length());
        }
        checkSegments(member, longest);
        return expression;
    }

    /** Values as short as they can be: what they really are is known record by record. */
    private static String[] shortest(PrefixExpression expression) {
        String[] values = new String[expression.partitionKeys().size()];
        Arrays.fill(values, "x");
        return values;
    }

    /** Buckets may be folders: a key must stay inside of them, and must be a name that file systems know. */
    private static void checkSegments(String member, String evaluated) {
        if (evaluated.chars().anyMatch(Character::isISOControl)) {
            throw invalidArgument(member + " must not contain control characters");
        }
        for (String segment : evaluated.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                throw invalidArgument(member + " must not contain the path segment '" + segment + "'");
            }
        }
    }
}
