package io.hydrant.job;

import io.hydrant.core.config.DeliveryConfig;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.config.InvalidConfigurationException;
import io.hydrant.core.definition.BufferingHints;
import io.hydrant.core.definition.HttpEndpointDestination;
import io.hydrant.core.definition.RequestDestination;
import io.hydrant.core.definition.SearchDestination;
import io.hydrant.core.definition.SplunkDestination;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.operators.buffer.Buffering;
import io.hydrant.sinks.http.HttpEndpointOptions;
import io.hydrant.sinks.http.HttpEndpointProtocol;
import io.hydrant.sinks.request.Delivery;
import io.hydrant.sinks.request.Protocol;
import io.hydrant.sinks.request.RetryRule;
import io.hydrant.sinks.request.RetryRule.Counting;
import io.hydrant.sinks.search.SearchProtocol;
import io.hydrant.sinks.splunk.SplunkOptions;
import io.hydrant.sinks.splunk.SplunkProtocol;
import java.net.URI;
import java.time.Duration;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Delivery to destinations that take records in requests.
 *
 * <pre>
 *  RecordBatch --bundle, buffer--> Buffer --requests--> FailedRecord
 * </pre>
 */
final class Requests {
    private static final byte[] NO_DELIMITER = {};

    private Requests() {}

    /** Attaches the delivery; gives the records that are not delivered. */
    static DataStream<FailedRecord> attach(
            DataStream<RecordBatch> records, RequestDestination destination, JobSpec spec) {
        BufferingHints hints = destination.bufferingHints();
        DataStream<Buffer> buffers = Buffering.promptly(hints.sizeInBytes(), hints.interval())
                .withoutOriginals()
                .attach(records, OperatorIds.BUNDLE, OperatorIds.BUFFER);
        DeliveryConfig config = spec.config().delivery();
        return new Delivery(
                        protocol(destination, spec),
                        rule(destination, config),
                        config.buffersInFlight(hints.sizeInBytes()))
                .attach(buffers, BatchTypes.FAILED_RECORD, OperatorIds.ofSink(OperatorIds.DELIVERY, spec));
    }

    private static Protocol protocol(RequestDestination destination, JobSpec spec) {
        if (destination instanceof HttpEndpointDestination endpoint) {
            checkUrl(endpoint.url(), spec);
            return new HttpEndpointProtocol(httpEndpoint(endpoint, spec));
        }
        if (destination instanceof SplunkDestination splunk) {
            checkUrl(splunk.endpoint(), spec);
            return new SplunkProtocol(splunk(splunk, spec));
        }
        return new SearchProtocol((SearchDestination) destination, Identity.of(spec), spec.config());
    }

    /** The URL may hold a secret, so the message does not show it. */
    private static void checkUrl(String url, JobSpec spec) {
        if (!spec.config().delivery().allows(URI.create(url))) {
            throw new InvalidConfigurationException("delivery.plainHttp: false, but the destination of "
                    + spec.definition().name()
                    + " has an http:// URL on another machine; give the stream an https:// URL,"
                    + " or set delivery.plainHttp to true");
        }
    }

    private static HttpEndpointOptions httpEndpoint(HttpEndpointDestination endpoint, JobSpec spec) {
        HydrantConfig config = spec.config();
        String configuredKey =
                config.delivery().credentialsOf(spec.definition().name()).accessKey();
        return new HttpEndpointOptions(
                endpoint.url(),
                config.streamArn(spec.definition().name()),
                configuredKey == null ? endpoint.accessKey() : configuredKey,
                configuredKey == null ? endpoint.secretArn() : null,
                config.secretsManager(),
                endpoint.gzip() ? config.flink().gzipLevel() : 0,
                endpoint.commonAttributes(),
                delimiter(spec),
                config.delivery().connectTimeout(),
                config.delivery().responseTimeout(),
                config.delivery().tls());
    }

    private static SplunkOptions splunk(SplunkDestination splunk, JobSpec spec) {
        DeliveryConfig config = spec.config().delivery();
        String configuredToken = config.credentialsOf(spec.definition().name()).hecToken();
        Duration configuredTimeout = config.splunk().acknowledgmentTimeout();
        return new SplunkOptions(
                splunk.endpoint(),
                splunk.raw(),
                configuredToken == null ? splunk.token() : configuredToken,
                configuredToken == null ? splunk.secretArn() : null,
                spec.config().secretsManager(),
                delimiter(spec),
                configuredTimeout == null ? splunk.acknowledgmentTimeout() : configuredTimeout,
                config.splunk().acknowledgmentPollInterval(),
                config.connectTimeout(),
                config.responseTimeout(),
                config.tls());
    }

    private static byte[] delimiter(JobSpec spec) {
        byte[] asked = spec.definition().processing().delimiter();
        return asked == null ? NO_DELIMITER : asked;
    }

    private static RetryRule rule(RequestDestination destination, DeliveryConfig config) {
        Counting counting =
                destination instanceof SearchDestination ? Counting.FROM_FIRST_ATTEMPT : Counting.WITHOUT_ANSWERS;
        return new RetryRule(destination.retryDuration(), counting, config.firstPause(), config.longestPause());
    }
}
