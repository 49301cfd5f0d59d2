package io.hydrant.test.http;

import io.hydrant.test.http.RequestCheck.FaultyRequestException;
import io.hydrant.test.process.SelfSigned;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP endpoint as Firehose's request and response specifications have it. It holds every request against them, and
 * answers as a test says.
 *
 * <p>A request that deviates is answered with 400 and noted among the {@link #faults}; so is one whose id was there before
 * with another body. Thread-safe.
 */
public final class FakeHttpEndpoint implements AutoCloseable {
    private static final int MAX_HEADER_BYTES = 256 << 10;

    private final ExpectedRequests expected;
    private final Server server;
    private final ServerConnector connector;
    private final Queue<EndpointAnswer> script = new ConcurrentLinkedQueue<>();
    private final List<FirehoseRequest> requests = new ArrayList<>();
    private final List<FirehoseRequest> accepted = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Map<String, byte[]> bodies = new HashMap<>();
    private final Set<String> connections = new HashSet<>();
    private volatile Runnable onFault = () -> {};
    private volatile Function<FirehoseRequest, EndpointAnswer> usual = request -> EndpointAnswer.ok();

    private FakeHttpEndpoint(ExpectedRequests expected, int port, SslContextFactory.@Nullable Server tls)
            throws Exception {
        this.expected = expected;
        QueuedThreadPool threads = new QueuedThreadPool(64);
        threads.setDaemon(true);
        this.server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        http.setSendServerVersion(false);
        HttpConnectionFactory protocol = new HttpConnectionFactory(http);
        this.connector =
                tls == null ? new ServerConnector(server, protocol) : new ServerConnector(server, tls, protocol);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new EndpointHandler(this));
        server.start();
    }

    /** Starts one at any port, that answers every request as it should. */
    public static FakeHttpEndpoint start(ExpectedRequests expected) throws Exception {
        return new FakeHttpEndpoint(expected, 0, null);
    }

    /** Starts one at a port. */
    public static FakeHttpEndpoint start(ExpectedRequests expected, int port) throws Exception {
        return new FakeHttpEndpoint(expected, port, null);
    }

    /**
     * Starts one that speaks TLS.
     *
     * @param identity its own, and the only one that it trusts
     * @param clientCertificates whether callers need one
     */
    public static FakeHttpEndpoint startTls(ExpectedRequests expected, SelfSigned identity, boolean clientCertificates)
            throws Exception {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setSslContext(identity.context());
        tls.setNeedClientAuth(clientCertificates);
        return new FakeHttpEndpoint(expected, 0, tls);
    }

    /** Its URL, whose path and query are those that requests are expected to have. */
    public String url() {
        String scheme = connector.getConnectionFactory("ssl") == null ? "http" : "https";
        return scheme + "://127.0.0.1:" + connector.getLocalPort() + expected.target();
    }

    /** The answers to the next requests, in this order, before the usual one. */
    public void answerNext(EndpointAnswer... answers) {
        script.addAll(Arrays.asList(answers));
    }

    /** The answer to every request for which there is none in the script. */
    public void answer(Function<FirehoseRequest, EndpointAnswer> answers) {
        usual = answers;
    }

    /** Does something when a request is faulty. */
    public void onFault(Runnable reaction) {
        onFault = reaction;
    }

    /** What came so far and kept to the protocol, whatever was answered. */
    public synchronized List<FirehoseRequest> requests() {
        return List.copyOf(requests);
    }

    /** What was answered by {@link EndpointAnswer#ok()}, and so is delivered. */
    public synchronized List<FirehoseRequest> accepted() {
        return List.copyOf(accepted);
    }

    /** The records of all accepted requests as text, as often as they came. */
    public List<String> delivered() {
        return accepted().stream().flatMap(request -> request.texts().stream()).toList();
    }

    /** What was wrong with any request. */
    public synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    /** How many connections requests came by. */
    public synchronized int connections() {
        return connections.size();
    }

    synchronized FirehoseRequest receive(
            String method,
            String target,
            String version,
            String connection,
            List<Map.Entry<String, String>> headers,
            byte[] body) {
        connections.add(connection);
        try {
            FirehoseRequest request = RequestCheck.check(expected, method, target, version, headers, body);
            byte[] before = bodies.putIfAbsent(request.id(), request.body());
            if (before != null && !Arrays.equals(before, request.body())) {
                throw new FaultyRequestException(List.of("request " + request.id() + " came again with another body"));
            }
            requests.add(request);
            return request;
        } catch (FaultyRequestException e) {
            faults.add(e.getMessage());
            onFault.run();
            throw e;
        }
    }

    EndpointAnswer answerTo(FirehoseRequest request) {
        EndpointAnswer scripted = script.poll();
        return scripted == null ? usual.apply(request) : scripted;
    }

    synchronized void answered(FirehoseRequest request, EndpointAnswer answer) {
        if (answer.isOk()) {
            accepted.add(request);
        }
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
