package io.hydrant.gateway.http;

import io.hydrant.core.config.GatewayConfig;
import io.hydrant.gateway.auth.SigV4Verifier;
import io.hydrant.gateway.call.Operation;
import io.hydrant.gateway.metrics.GatewayMetrics;
import io.hydrant.gateway.put.PutPlainRecords;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The gateway's HTTP server.
 *
 * <pre>
 *  POST /                              the Firehose API                 \  Admission: bounds, signature
 *  POST /v1/streams/{name}/records     records without an SDK           /
 *  GET  /healthz  /readyz  /metrics    for whoever runs the gateway
 * </pre>
 *
 * <p>A thread per running request; requests beyond {@code gateway.maxConcurrentRequests} get a 503 from a few threads kept
 * for that.
 */
public final class GatewayServer implements AutoCloseable {
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_HEADER_BYTES = 32 << 10;
    private static final int SPARE_THREADS = 32;
    private static final int CONNECTIONS_PER_REQUEST = 16;

    private final Server server;
    private final ServerConnector connector;

    /**
     * What the server serves.
     *
     * @param operations all operations of the API
     * @param plainRecords puts without an SDK
     * @param readiness says whether the gateway can serve
     * @param metrics meters to show, and to count requests in
     * @param streamExists tells streams that exist, so that meters of others are dropped
     */
    public record Services(
            List<Operation> operations,
            PutPlainRecords plainRecords,
            Readiness readiness,
            GatewayMetrics metrics,
            Predicate<String> streamExists) {}

    private GatewayServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Starts to listen.
     *
     * @param config address and bounds
     * @param verifier who may call
     * @param maxBodiesBytes bytes of all request bodies in memory at a time
     * @param stopTimeout how long {@link #close} waits for running requests
     * @throws java.io.IOException if the address is not free
     */
    public static GatewayServer start(
            GatewayConfig config, SigV4Verifier verifier, long maxBodiesBytes, Duration stopTimeout, Services services)
            throws Exception {
        QueuedThreadPool threads = new QueuedThreadPool(config.maxConcurrentRequests() + SPARE_THREADS, 8);
        threads.setName("gateway");
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server, 1, -1, new HttpConnectionFactory(http()));
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(config.maxConcurrentRequests() * CONNECTIONS_PER_REQUEST, connector));
        server.setHandler(new GracefulHandler(handler(config, verifier, maxBodiesBytes, services)));
        server.setErrorHandler((request, response, callback) -> {
            Answer answer = ErrorMapper.ofStatus(response.getStatus());
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            GatewayHandler.write(answer, null, response, callback);
            return true;
        });
        server.setStopTimeout(stopTimeout.toMillis());
        try {
            server.start();
        } catch (Exception e) {
            server.stop();
            throw e;
        }
        return new GatewayServer(server, connector);
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        return http;
    }

    private static GatewayHandler handler(
            GatewayConfig config, SigV4Verifier verifier, long maxBodiesBytes, Services services) {
        BodyMemory bodies = new BodyMemory(maxBodiesBytes);
        Admission admission = new Admission(config, verifier, bodies);
        GatewayMetrics metrics = services.metrics();
        metrics.gauge("hydrant.requests.running", "Requests being answered", admission::running);
        metrics.gauge("hydrant.request.body.bytes", "Bytes of request bodies in memory", bodies::taken);
        return new GatewayHandler(
                new ApiEndpoint(admission, services.operations().stream()),
                new RecordsEndpoint(admission, services.plainRecords()),
                services.readiness(),
                metrics,
                services.streamExists(),
                new Drain(2L * config.maxRequestBytes()));
    }

    /** Port that the server listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Where clients on this machine reach the server. */
    public URI uri() {
        String host = connector.getHost();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port());
    }

    /** Takes no more requests, lets running ones finish, then stops. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server did not stop", e);
        }
    }
}
