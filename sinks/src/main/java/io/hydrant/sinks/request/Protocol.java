package io.hydrant.sinks.request;

import java.io.Serializable;

/**
 * How one kind of destination is spoken to. Everything else is the same for all of them and {@link Delivery}'s: a new kind
 * of destination is an implementation of this and of {@link Exchange}.
 */
public interface Protocol extends Serializable {
    /** Name of the step, to people, such as {@code HTTP endpoint}. */
    String name();

    /** Group of Firehose's metrics, such as {@code DeliveryToHttpEndpoint}. */
    String metricGroup();

    /** What {@code !{firehose:error-output-type}} becomes for records that are not delivered. */
    String errorOutputType();

    /**
     * Makes what one subtask works with; called once, before its first request.
     *
     * @throws Exception if there is no point in trying: fails the job's attempt
     */
    Exchange open(ExchangeContext context) throws Exception;
}
