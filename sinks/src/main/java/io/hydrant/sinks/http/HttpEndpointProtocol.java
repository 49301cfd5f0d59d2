package io.hydrant.sinks.http;

import io.hydrant.sinks.request.Exchange;
import io.hydrant.sinks.request.ExchangeContext;
import io.hydrant.sinks.request.Protocol;

/**
 * Delivers to an HTTP endpoint.
 *
 * <pre>
 *  Buffer --cut--> Request --RequestBody--> JSON --POST--> endpoint --AnswerReader, HttpFailures--> Verdict of all records
 * </pre>
 *
 * A request is taken as a whole or not at all, so each record arrives at least once, and whoever sees a request id again sees
 * the same records.
 *
 * @param options what is sent, and how
 */
public record HttpEndpointProtocol(HttpEndpointOptions options) implements Protocol {
    private static final long serialVersionUID = 1;

    @Override
    public String name() {
        return "HTTP endpoint";
    }

    @Override
    public String metricGroup() {
        return "DeliveryToHttpEndpoint";
    }

    @Override
    public String errorOutputType() {
        return "http-endpoint-failed";
    }

    @Override
    public Exchange open(ExchangeContext context) {
        return new HttpEndpointExchange(options, context);
    }
}
