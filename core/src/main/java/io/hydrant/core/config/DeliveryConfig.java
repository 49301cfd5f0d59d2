package io.hydrant.core.config;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How records are delivered to destinations that take them in requests: HTTP endpoints, Splunk, OpenSearch.
 *
 * @param maxRequestsInFlight buffers that are being delivered at a time, per subtask; default 5
 * @param maxBytesInFlight records in these buffers, per subtask, but always one buffer; default 128 MiB
 * @param connectTimeout for a connection; default 10 s
 * @param responseTimeout for an answer; default 3 min, as Firehose's for HTTP endpoints
 * @param firstPause before a request is sent for the second time, doubled with each further time; default 1 s, as Firehose's
 * @param longestPause that this becomes; default 2 min, as Firehose's
 * @param plainHttp whether destinations that are not this machine may be spoken to without TLS; default false
 * @param tls certificates
 * @param credentials of single delivery streams, by name
 * @param splunk how Splunk's indexers are waited for
 */
public record DeliveryConfig(
        int maxRequestsInFlight,
        long maxBytesInFlight,
        Duration connectTimeout,
        Duration responseTimeout,
        Duration firstPause,
        Duration longestPause,
        boolean plainHttp,
        TlsConfig tls,
        Map<String, StreamCredentialsConfig> credentials,
        SplunkConfig splunk)
        implements Serializable {

    private static final long serialVersionUID = 1;
    private static final long DEFAULT_BYTES = 128L << 20;
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "[::1]");

    static final DeliveryConfig DEFAULT =
            new DeliveryConfig(null, null, null, null, null, null, null, null, null, null);

    /** Compact form: all members are there. */
    public DeliveryConfig {
        Check.range("delivery.maxRequestsInFlight", maxRequestsInFlight, 1, 1000);
        Check.range("delivery.maxBytesInFlight", maxBytesInFlight, 1 << 20, 64L << 30);
        Check.range("delivery.connectTimeout", connectTimeout, Duration.ofMillis(10), Duration.ofMinutes(5));
        Check.range("delivery.responseTimeout", responseTimeout, Duration.ofMillis(10), Duration.ofMinutes(15));
        Check.range("delivery.firstPause", firstPause, Duration.ofMillis(1), Duration.ofMinutes(2));
        Check.range("delivery.longestPause", longestPause, firstPause, Duration.ofHours(1));
        credentials = new LinkedHashMap<>(credentials);
    }

    public DeliveryConfig(
            @Nullable Integer maxRequestsInFlight,
            @Nullable Long maxBytesInFlight,
            @Nullable Duration connectTimeout,
            @Nullable Duration responseTimeout,
            @Nullable Duration firstPause,
            @Nullable Duration longestPause,
            @Nullable Boolean plainHttp,
            @Nullable TlsConfig tls,
            @Nullable Map<String, StreamCredentialsConfig> credentials,
            @Nullable SplunkConfig splunk) {
        this(
                maxRequestsInFlight == null ? 5 : maxRequestsInFlight.intValue(),
                maxBytesInFlight == null ? DEFAULT_BYTES : maxBytesInFlight.longValue(),
                connectTimeout == null ? Duration.ofSeconds(10) : connectTimeout,
                responseTimeout == null ? Duration.ofMinutes(3) : responseTimeout,
                firstPause == null ? Duration.ofSeconds(1) : firstPause,
                longestPause == null ? Duration.ofMinutes(2) : longestPause,
                plainHttp != null && plainHttp,
                tls == null ? TlsConfig.DEFAULT : tls,
                credentials == null ? Map.of() : credentials,
                splunk == null ? SplunkConfig.DEFAULT : splunk);
    }

    /** What a stream shows its destination; nothing if nothing is said of it. */
    public StreamCredentialsConfig credentialsOf(String deliveryStreamName) {
        return credentials.getOrDefault(deliveryStreamName, StreamCredentialsConfig.NONE);
    }

    /** How many buffers of a size may be in flight at a time, per subtask. */
    public int buffersInFlight(long bufferBytes) {
        return (int) Math.max(1, Math.min(maxRequestsInFlight, maxBytesInFlight / Math.max(1, bufferBytes)));
    }

    /** Whether a destination may be spoken to: by TLS, or because it is on this machine, or because of {@code plainHttp}. */
    public boolean allows(URI url) {
        String host = url.getHost();
        return "https".equalsIgnoreCase(url.getScheme())
                || plainHttp
                || (host != null && (THIS_MACHINE.contains(host) || host.matches("127(\\.\\d{1,3}){3}")));
    }

    /** The same, for processes that run in other folders. */
    DeliveryConfig withAbsolutePaths() {
        return new DeliveryConfig(
                maxRequestsInFlight,
                maxBytesInFlight,
                connectTimeout,
                responseTimeout,
                firstPause,
                longestPause,
                plainHttp,
                tls.withAbsolutePaths(),
                credentials,
                splunk);
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "DeliveryConfig[" + maxRequestsInFlight + ", " + tls + ", " + credentials.keySet() + "]";
    }
}
