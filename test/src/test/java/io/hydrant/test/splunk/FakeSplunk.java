package io.hydrant.test.splunk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.hydrant.test.process.FreePort;
import io.hydrant.test.process.SelfSigned;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A double of Splunk's HTTP Event Collector, built from its written contract: it checks each request, and keeps what it
 * indexed. A test says what else becomes of a request. Thread-safe, but for starting and stopping.
 *
 * <pre>
 *  POST /services/collector/raw, /event   checks -> reply -> indexed, id in the answer if the token acknowledges
 *  POST /services/collector/ack           which ids of a channel are indexed
 *  GET  /services/collector/health        whether it takes data
 * </pre>
 */
final class FakeSplunk implements AutoCloseable {
    private static final String STICKY_COOKIE = "AWSELB";

    static {
        // Otherwise each answer waits for the other side's delayed acknowledgement of its head, 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final int port = FreePort.one();
    private final @Nullable SelfSigned identity;
    private final List<HecRequest> taken = new ArrayList<>();
    private final List<Indexed> indexed = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final List<HecRequest> ackQueries = new ArrayList<>();
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile HecChecks checks;
    private volatile List<Indexer> indexers = List.of(new Indexer(false));
    private volatile boolean sticky = true;
    private volatile Function<HecRequest, Reply> replies = request -> Reply.byContract();
    /** Data that are indexed, or will be from a time on. */
    private record Indexed(HecRequest request, long atNanos) {}

    private HttpServer server;
    private ExecutorService threads;
    private CountDownLatch stopped;

    private FakeSplunk(@Nullable SelfSigned identity, List<HecToken> tokens) throws IOException {
        this.identity = identity;
        this.checks = new HecChecks(tokens);
        start();
    }

    /** Starts one that speaks plain HTTP and knows these tokens. */
    static FakeSplunk start(HecToken... tokens) throws IOException {
        return new FakeSplunk(null, List.of(tokens));
    }

    /** Starts one that speaks HTTPS. */
    static FakeSplunk startTls(SelfSigned identity, HecToken... tokens) throws IOException {
        return new FakeSplunk(identity, List.of(tokens));
    }

    /** Starts it again after {@link #stop}, at its port. As a Splunk that was restarted it knows no ids any more. */
    void start() throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        server = identity == null ? HttpServer.create(address, 0) : newTlsServer(address, identity);
        threads = Executors.newCachedThreadPool();
        stopped = new CountDownLatch(1);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    private static HttpServer newTlsServer(InetSocketAddress address, SelfSigned identity) throws IOException {
        HttpsServer server = HttpsServer.create(address, 0);
        try {
            server.setHttpsConfigurator(new HttpsConfigurator(identity.context()));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        return server;
    }

    /** Ends it: connections break, and none is accepted. What was indexed stays; what was to be indexed later is lost. */
    void stop() {
        stopped.countDown();
        server.stop(0);
        threads.shutdownNow();
        indexers = indexers.stream().map(unused -> new Indexer(false)).toList();
        synchronized (this) {
            long now = System.nanoTime();
            indexed.removeIf(one -> one.atNanos() - now > 0);
        }
    }

    /** What senders are told: scheme, host and port. */
    String endpoint() {
        return (identity == null ? "http" : "https") + "://127.0.0.1:" + port;
    }

    /** What becomes of requests from now on: data, and questions for acknowledgements. */
    void reply(Function<HecRequest, Reply> with) {
        replies = with;
    }

    /** What becomes of data from now on; other requests are answered by the contract. */
    void replyToData(Function<HecRequest, Reply> with) {
        replies = request -> request.isData() ? with.apply(request) : Reply.byContract();
    }

    /** The tokens that it knows from now on. */
    void know(HecToken... tokens) {
        checks = new HecChecks(List.of(tokens));
    }

    /** Says of data that are indexed that they are as often as it is asked. */
    void repeatAcks() {
        indexers = List.of(new Indexer(true));
    }

    /**
     * Puts several processes behind a load balancer, each of which knows nothing of the others' acknowledgements.
     *
     * @param sticky whether it sends who shows its cookie to the same one again
     */
    void balance(int processes, boolean sticky) {
        this.sticky = sticky;
        this.indexers =
                Stream.generate(() -> new Indexer(false)).limit(processes).toList();
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            HecRequest request = HecRequest.read(exchange);
            Indexer indexer = indexer(exchange, request);
            if (request.isAckQuery()) {
                questions.incrementAndGet();
            }
            Reply reply = replies.apply(request);
            if (reply instanceof Reply.ByContract how) {
                reply = answer(request, how, indexer);
            } else if (reply instanceof Reply.Cut cut && cut.indexed()) {
                Reply unused = answer(request, new Reply.ByContract(true, null), indexer);
            } else if (reply instanceof Reply.Silence silence) {
                if (silence.begun()) {
                    exchange.sendResponseHeaders(200, 100);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                }
                stopped.await();
            }
            if (reply instanceof Reply.Answer answer) {
                send(exchange, answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Indexer indexer(HttpExchange exchange, HecRequest request) {
        List<Indexer> all = indexers;
        String prefix = STICKY_COOKIE + "=";
        int number = sticky && request.cookie().startsWith(prefix)
                ? Integer.parseInt(request.cookie().substring(prefix.length()))
                : turn.getAndIncrement() % all.size();
        if (all.size() > 1) {
            exchange.getResponseHeaders().set("Set-Cookie", prefix + number + ";PATH=/");
        }
        return all.get(number);
    }

    private Reply.Answer answer(HecRequest request, Reply.ByContract how, Indexer indexer) {
        if (request.isHealthQuery()) {
            return HecStatus.HEALTHY.answer();
        }
        HecChecks now = checks;
        Reply.Answer refusal = now.refusal(request);
        if (refusal != null) {
            synchronized (this) {
                refusals.add(request.path() + " " + refusal.body());
            }
            return refusal;
        }
        return request.isAckQuery() ? acks(request, indexer) : take(request, how, indexer, now.token(request));
    }

    private Reply.Answer take(HecRequest request, Reply.ByContract how, Indexer indexer, HecToken token) {
        synchronized (this) {
            taken.add(request);
            if (how.indexed()) {
                long after = how.ackAfter() == null ? 0 : how.ackAfter().toNanos();
                indexed.add(new Indexed(request, System.nanoTime() + after));
            }
        }
        return token.acknowledging()
                ? HecStatus.SUCCESS.answerWithAckId(indexer.take(channel(request), how.ackAfter()))
                : HecStatus.SUCCESS.answer();
    }

    private Reply.Answer acks(HecRequest request, Indexer indexer) {
        synchronized (this) {
            ackQueries.add(request);
        }
        List<Long> ids = HecChecks.ackIds(request);
        return Reply.json(
                200,
                (ids == null ? Stream.<Long>of() : ids.stream())
                        .distinct()
                        .map(id -> "\"" + id + "\":" + indexer.isIndexed(channel(request), id))
                        .collect(Collectors.joining(",", "{\"acks\":{", "}}")));
    }

    private static String channel(HecRequest request) {
        return request.authorization() + " " + request.channel();
    }

    private static void send(HttpExchange exchange, Reply.Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.sendResponseHeaders(answer.httpStatus(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /** Requests with data that it took, those among them that it lost later. */
    synchronized List<HecRequest> taken() {
        return List.copyOf(taken);
    }

    /** Requests whose data are indexed, or will be unless it is stopped before. */
    synchronized List<HecRequest> indexed() {
        return indexed.stream().map(Indexed::request).toList();
    }

    /** Bytes of all that is indexed. */
    byte[] indexedBytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        indexed().forEach(request -> all.writeBytes(request.body()));
        return all.toByteArray();
    }

    /** Paths and answers of requests that were against the contract. */
    synchronized List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** How often it was asked for acknowledgements, whatever became of that. */
    int questions() {
        return questions.get();
    }

    /** Requests for acknowledgements that it answered by the contract. */
    synchronized List<HecRequest> ackQueries() {
        return List.copyOf(ackQueries);
    }

    @Override
    public void close() {
        stop();
    }
}
