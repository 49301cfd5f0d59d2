package io.hydrant.core.config;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Firehose API's listener.
 *
 * @param host address to listen on; default {@code 127.0.0.1}; another one needs {@code credentials}
 * @param port TCP port, 0 for any free one; default 4573
 * @param credentials who may call; empty (the default) lets everybody on this machine in
 * @param cloudWatchLogsAccessKeys who may put to streams with a Decompression processor, by access key id, as with Firehose
 *     CloudWatch Logs alone may; empty (the default) lets everybody
 * @param maxRequestBytes longest accepted request body; default 8 MiB, enough for 4 MiB of records in base64
 * @param maxConcurrentRequests requests handled at a time, others are told to slow down; default 256
 */
public record GatewayConfig(
        String host,
        int port,
        List<Credentials> credentials,
        List<String> cloudWatchLogsAccessKeys,
        int maxRequestBytes,
        int maxConcurrentRequests) {

    private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");
    private static final Pattern ACCESS_KEY_ID = Pattern.compile("[\\w.-]{1,128}");

    static final GatewayConfig DEFAULT = new GatewayConfig(null, null, null, null, null, null);

    /** Compact form: all members are there. */
    public GatewayConfig {
        Check.notBlank("gateway.host", host);
        Check.range("gateway.port", port, 0, HydrantConfig.MAX_PORT);
        Check.range("gateway.maxRequestBytes", maxRequestBytes, 64 << 10, 64 << 20);
        Check.range("gateway.maxConcurrentRequests", maxConcurrentRequests, 1, 10_000);
        credentials = List.copyOf(credentials);
        cloudWatchLogsAccessKeys = List.copyOf(cloudWatchLogsAccessKeys);
        if (credentials.isEmpty() && !isLoopback(host)) {
            throw Check.wrong(
                    "gateway.host",
                    host,
                    "can be reached from other machines; list gateway.credentials or listen on 127.0.0.1");
        }
        if (credentials.stream().map(Credentials::accessKeyId).distinct().count() < credentials.size()) {
            throw new InvalidConfigurationException(
                    "gateway.credentials: an accessKeyId is there twice; keep one of them");
        }
        checkKnown(credentials, cloudWatchLogsAccessKeys);
    }

    /** An access key that nobody's signature proves would be anybody's. */
    private static void checkKnown(List<Credentials> credentials, List<String> accessKeys) {
        for (String accessKey : accessKeys) {
            if (credentials.stream().noneMatch(known -> known.accessKeyId().equals(accessKey))) {
                throw Check.wrong(
                        "gateway.cloudWatchLogsAccessKeys", accessKey, "is not an accessKeyId of gateway.credentials");
            }
        }
    }

    /** Only spellings that need no name service: what a name resolves to can change. */
    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.equals("::1")
                || LOOPBACK.matcher(host).matches();
    }

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
        public Credentials {
            required("accessKeyId", accessKeyId);
            required("secretAccessKey", secretAccessKey);
            Check.notBlank("gateway.credentials.sessionToken", sessionToken);
            if (!ACCESS_KEY_ID.matcher(accessKeyId).matches()) {
                throw Check.wrong(
                        "gateway.credentials.accessKeyId",
                        accessKeyId,
                        "is not made of 1 to 128 letters, digits, and _ . -");
            }
        }

        private static void required(String member, @Nullable String value) {
            if (value == null || value.isBlank()) {
                throw new InvalidConfigurationException(
                        "gateway.credentials." + member + ": is missing; give both halves of the key pair");
            }
        }

        @Override
        public String toString() {
            return "Credentials[" + accessKeyId + "]";
        }
    }

    public GatewayConfig(
            @Nullable String host,
            @Nullable Integer port,
            @Nullable List<Credentials> credentials,
            @Nullable List<String> cloudWatchLogsAccessKeys,
            @Nullable Integer maxRequestBytes,
            @Nullable Integer maxConcurrentRequests) {
        this(
                host == null ? "127.0.0.1" : host,
                port == null ? 4573 : port.intValue(),
                credentials == null ? List.of() : List.copyOf(credentials),
                cloudWatchLogsAccessKeys == null ? List.of() : List.copyOf(cloudWatchLogsAccessKeys),
                maxRequestBytes == null ? 8 << 20 : maxRequestBytes.intValue(),
                maxConcurrentRequests == null ? 256 : maxConcurrentRequests.intValue());
    }
}
