package io.hydrant.operators.lambda;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a function is told of the stream whose records it transforms.
 *
 * @param deliveryStreamArn the stream's ARN
 * @param region the stream's region
 * @param source how records come into the stream
 * @param sourceArn ARN of the Kinesis data stream, or of the MSK cluster; null if records are put directly
 */
public record LambdaContext(
        String deliveryStreamArn,
        String region,
        Source source,
        @Nullable String sourceArn) implements Serializable {
    /** How records come into a stream; it decides on the members of a request. */
    public enum Source {
        /** By PutRecord and PutRecordBatch. */
        DIRECT_PUT,
        /** From a Kinesis data stream. */
        KINESIS,
        /** From a topic of an MSK cluster. */
        MSK
    }

    private static final long serialVersionUID = 1;
}
