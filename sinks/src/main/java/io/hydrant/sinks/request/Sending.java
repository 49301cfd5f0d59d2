package io.hydrant.sinks.request;

/** What the requests of one subtask share. */
record Sending(
        String name,
        String errorOutputType,
        Exchange exchange,
        RetryRule rule,
        CircuitBreaker breaker,
        DeliveryMetrics metrics,
        ExchangeContext context) {}
