package io.hydrant.core.definition;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The function that transforms records.
 *
 * @param arn {@code arn:aws:lambda:<region>:<account>:function:<name>}, with or without a version or an alias behind it
 * @param numberOfRetries how often an invocation that failed is tried again
 * @param bufferBytes records are gathered up to this size for an invocation
 * @param bufferIntervalInSeconds records wait for an invocation up to this long
 */
public record LambdaProcessor(String arn, int numberOfRetries, long bufferBytes, int bufferIntervalInSeconds)
        implements Serializable {
    /** How often Firehose tries again if nothing is said. */
    public static final int DEFAULT_RETRIES = 3;

    /** Mebibytes that Firehose gathers if nothing is said. */
    public static final int DEFAULT_BUFFER_SIZE_IN_MBS = 1;

    /** How many seconds Firehose waits for records if nothing is said. */
    public static final int DEFAULT_BUFFER_INTERVAL_IN_SECONDS = 60;

    private static final long serialVersionUID = 1;
    private static final Pattern ARN = Pattern.compile(
            "arn:[^:]+:lambda:[a-z0-9-]+:\\d{12}:function:(?<name>[a-zA-Z0-9-_]{1,64})(:[a-zA-Z0-9$_-]{1,128})?");
    private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1 << 20);
    private static final int MAX_RETRIES = 300;
    private static final int MAX_INTERVAL = 900;

    static @Nullable LambdaProcessor of(@Nullable ProcessorParameters parameters) {
        if (parameters == null) {
            return null;
        }
        String arn = parameters.needed("LambdaArn");
        if (!ARN.matcher(arn).matches()) {
            throw parameters.wrong(
                    "LambdaArn",
                    "is not a function's ARN, such as arn:aws:lambda:us-east-1:123456789012:function:name");
        }
        BigDecimal size =
                parameters.decimal("BufferSizeInMBs", Integer.toString(DEFAULT_BUFFER_SIZE_IN_MBS), "0.2", "3");
        return new LambdaProcessor(
                arn,
                parameters.integer("NumberOfRetries", DEFAULT_RETRIES, 0, MAX_RETRIES),
                size.multiply(MEBIBYTE).longValue(),
                parameters.integer("BufferIntervalInSeconds", DEFAULT_BUFFER_INTERVAL_IN_SECONDS, 0, MAX_INTERVAL));
    }

    /** Name of the function, without version or alias. */
    public String functionName() {
        Matcher matcher = ARN.matcher(arn);
        return matcher.matches() ? matcher.group("name") : arn;
    }
}
