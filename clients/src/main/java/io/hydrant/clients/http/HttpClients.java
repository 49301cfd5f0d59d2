package io.hydrant.clients.http;

import io.hydrant.core.config.TlsConfig;
import java.net.http.HttpClient;
import java.time.Duration;

/**
 * Makes the JDK's HTTP clients: HTTP/1.1, whose connections are kept and used again, no redirects followed, no cookies kept.
 * A client has no close before Java 21; its threads end when nobody holds it any more.
 */
public final class HttpClients {
    private HttpClients() {}

    /** A client that trusts whom the JVM trusts. */
    public static HttpClient create(Duration connectTimeout) {
        return builder(connectTimeout).build();
    }

    /**
     * A client with the deployment's own trust and client certificate.
     *
     * @throws io.hydrant.core.config.InvalidConfigurationException naming the member, if a store cannot be read
     */
    public static HttpClient create(Duration connectTimeout, TlsConfig tls) {
        HttpClient.Builder builder = builder(connectTimeout);
        if (tls.trustStore() == null && tls.keyStore() == null) {
            return builder.build();
        }
        return builder.sslContext(TlsStores.context(tls)).build();
    }

    private static HttpClient.Builder builder(Duration connectTimeout) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout);
    }
}
