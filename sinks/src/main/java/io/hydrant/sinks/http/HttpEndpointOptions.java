package io.hydrant.sinks.http;

import io.hydrant.core.config.SecretsManagerConfig;
import io.hydrant.core.config.TlsConfig;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to an HTTP endpoint, and how.
 *
 * @param url posted to, as it is
 * @param deliveryStreamArn said in a header
 * @param accessKey that the endpoint knows its callers by, sent as it is; null if there is none
 * @param secretArn of a secret with the access key, in place of {@code accessKey}; null if it is in none
 * @param secrets where the secret is
 * @param gzipLevel deflate level of bodies, 1 to 9; 0: they are not compressed
 * @param commonAttributes said in a header, in their order
 * @param delimiter put behind each record; may be empty
 * @param connectTimeout for a connection
 * @param responseTimeout for the whole answer
 * @param tls certificates
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HttpEndpointOptions(
        String url,
        String deliveryStreamArn,
        @Nullable String accessKey,
        @Nullable String secretArn,
        SecretsManagerConfig secrets,
        int gzipLevel,
        Map<String, String> commonAttributes,
        byte[] delimiter,
        Duration connectTimeout,
        Duration responseTimeout,
        TlsConfig tls)
        implements Serializable {
    private static final long serialVersionUID = 1;

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "HttpEndpointOptions[" + deliveryStreamArn + "]";
    }
}
