package io.hydrant.sinks.splunk;

import io.hydrant.sinks.request.Exchange;
import io.hydrant.sinks.request.ExchangeContext;
import io.hydrant.sinks.request.Protocol;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Gauge;

/**
 * Splunk's HTTP Event Collector, as Firehose speaks with it.
 *
 * <pre>
 *  Request --POST /services/collector/raw or /event--> taken, an id
 *              id  --POST /services/collector/ack, all ids of the subtask at once, until--> indexed: delivered
 *                                                                       or the time is over: sent again
 * </pre>
 *
 * What is sent again may be in Splunk twice: an acknowledgment that comes late is none.
 */
public final class SplunkProtocol implements Protocol {
    private static final long serialVersionUID = 1;
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final SplunkOptions options;

    /** Nothing is spoken to before {@link #open}. */
    public SplunkProtocol(SplunkOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "Splunk";
    }

    @Override
    public String metricGroup() {
        return "DeliveryToSplunk";
    }

    @Override
    public String errorOutputType() {
        return "splunk-failed";
    }

    @Override
    public Exchange open(ExchangeContext context) {
        AtomicLong latencyNanos = new AtomicLong();
        // Of the request that was acknowledged last.
        context.metrics().gauge("DataAckLatency", (Gauge<Double>) () -> latencyNanos.get() / NANOS_PER_SECOND);
        CollectorToken token = CollectorToken.open(options);
        HecClient client = new HecClient(options, token);
        return new SplunkExchange(token, client, new Acknowledgments(client, options, context, latencyNanos::set));
    }
}
