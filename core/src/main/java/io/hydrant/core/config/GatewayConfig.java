package io.hydrant.core.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Firehose API's listener.
 *
 * @param host address to listen on; default {@code 127.0.0.1}; another one needs {@code credentials}
 * @param port TCP port, 0 for any free one; default 4573
 * @param credentials who may call; empty (the default) lets everybody on this machine in
 * @param maxRequestBytes longest accepted request body; default 8 MiB, enough for 4 MiB of records in base64
 * @param maxConcurrentRequests requests handled at a time, others are told to slow down; default 256
 */
public record GatewayConfig(
        String host, int port, List<Credentials> credentials, int maxRequestBytes, int maxConcurrentRequests) {

    static final GatewayConfig DEFAULT = new GatewayConfig(null, null, null, null, null);

    /**
     * A key pair that may sign requests.
     *
     * @param accessKeyId public half
     * @param secretAccessKey secret half
     * @param sessionToken token that requests must bring too, if these are temporary credentials
     */
    public record Credentials(
            String accessKeyId,
            String secretAccessKey,
            @Nullable String sessionToken) {
        @Override
        public String toString() {
            return "Credentials[" + accessKeyId + "]";
        }
    }

    public GatewayConfig(
            @Nullable String host,
            @Nullable Integer port,
            @Nullable List<Credentials> credentials,
            @Nullable Integer maxRequestBytes,
            @Nullable Integer maxConcurrentRequests) {
        this(
                host == null ? "127.0.0.1" : host,
                port == null ? 4573 : port.intValue(),
                credentials == null ? List.of() : List.copyOf(credentials),
                maxRequestBytes == null ? 8 << 20 : maxRequestBytes.intValue(),
                maxConcurrentRequests == null ? 256 : maxConcurrentRequests.intValue());
    }
}
