package io.hydrant.gateway;

import io.hydrant.clients.aws.CallCounts;
import io.hydrant.clients.glue.GlueCatalog;
import io.hydrant.core.config.GatewayConfig;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.config.InvalidConfigurationException;
import io.hydrant.core.config.LogConfig;
import io.hydrant.gateway.api.ControlOperations;
import io.hydrant.gateway.auth.SigV4Verifier;
import io.hydrant.gateway.call.Operation;
import io.hydrant.gateway.deploy.JobDeployer;
import io.hydrant.gateway.deploy.StreamReconciler;
import io.hydrant.gateway.http.ControlOperation;
import io.hydrant.gateway.http.GatewayServer;
import io.hydrant.gateway.http.Readiness;
import io.hydrant.gateway.log.IngestLog;
import io.hydrant.gateway.log.KafkaLogTopics;
import io.hydrant.gateway.log.LogTruncation;
import io.hydrant.gateway.metrics.GatewayMetrics;
import io.hydrant.gateway.put.PutPlainRecords;
import io.hydrant.gateway.put.PutRecord;
import io.hydrant.gateway.put.PutRecordBatch;
import io.hydrant.gateway.put.Puts;
import io.hydrant.gateway.store.DeliveryStream;
import io.hydrant.gateway.store.StoredStreams;
import io.hydrant.gateway.store.StreamStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running gateway, with everything in it.
 *
 * <pre>
 *  GatewayServer --put----> Puts -------------> IngestLog ----> Kafka
 *       |                    |  StoredStreams                     ^
 *       +--control--> ControlOperations --> StreamStore           | topics, offsets
 *                            ^                                    |
 *                     StreamReconciler --> JobDeployer      KafkaLogTopics <-- LogTruncation
 * </pre>
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Gateway.class);
    /** Running requests wait for the log at most; this is for them to be answered. */
    private static final Duration STOP_MARGIN = Duration.ofSeconds(5);

    /** What was opened, the last one first: the order to close it in. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private final HydrantConfig config;
    private final GatewayServer server;

    private Gateway(HydrantConfig config, JobDeployer deployer) {
        this.config = config;
        try {
            this.server = open(deployer);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts a gateway; returns when it takes requests. It does not wait for the log: {@code /readyz} tells of that.
     *
     * @param deployer runs the streams' jobs; stays its caller's, who closes it after the gateway
     * @throws InvalidConfigurationException in one line, if the configuration cannot work on this machine
     */
    public static Gateway start(HydrantConfig config, JobDeployer deployer) {
        if (config.log().bootstrapServers() == null) {
            throw new InvalidConfigurationException(
                    "log.bootstrapServers: missing; say where Kafka is, for example 127.0.0.1:9092");
        }
        Gateway gateway = new Gateway(config, deployer);
        LOGGER.info("The gateway listens on {}", gateway.uri());
        return gateway;
    }

    private GatewayServer open(JobDeployer deployer) {
        LogConfig logConfig = config.log();
        Clock clock = Clock.systemUTC();
        StreamStore store = opening(StreamStore.open(config));
        StoredStreams streams = new StoredStreams(store);
        KafkaLogTopics topics = opening(new KafkaLogTopics(logConfig));
        IngestLog log = opening(new IngestLog(logConfig));
        GatewayMetrics metrics = opening(new GatewayMetrics());
        metrics.gauge("hydrant.log.in.flight.bytes", "Bytes that wait for the log", log::inFlightBytes);
        opening(new LogTruncation(topics, () -> putNames(streams), logConfig.retention(), clock))
                .start();
        opening(new StreamReconciler(store, streams, topics, deployer, clock)).start();
        Puts puts = new Puts(
                streams,
                log,
                logConfig,
                metrics,
                config.accountId(),
                config.gateway().cloudWatchLogsAccessKeys(),
                clock);
        List<Operation> operations = new ArrayList<>(List.of(new PutRecord(puts), new PutRecordBatch(puts)));
        ControlOperations.of(config, store, streams, topics, glue(metrics), clock)
                .forEach(operation -> operations.add(new ControlOperation(operation)));
        return opening(listen(
                new SigV4Verifier(config.gateway().credentials(), clock),
                new GatewayServer.Services(
                        operations,
                        new PutPlainRecords(puts),
                        new Readiness(Map.of("log", topics::check, "store", () -> store.get(""))),
                        metrics,
                        name -> streams.find(name) != null)));
    }

    /** Asked when a stream is to convert records to the columns of a table; not before. */
    private GlueCatalog glue(GatewayMetrics metrics) {
        GlueCatalog glue = opening(new GlueCatalog(config.glue(), config.region()));
        CallCounts counts = glue.counts();
        metrics.gauge("hydrant.glue.requests", "Requests to Glue since the start", counts::attempts);
        metrics.gauge("hydrant.glue.retries", "Those of them that repeat one that failed", counts::retries);
        metrics.gauge("hydrant.glue.failures", "Questions to Glue that were not answered", counts::failures);
        return glue;
    }

    private GatewayServer listen(SigV4Verifier verifier, GatewayServer.Services services) {
        GatewayConfig listener = config.gateway();
        Duration stopTimeout = config.log().acknowledgementTimeout().plus(STOP_MARGIN);
        try {
            return GatewayServer.start(listener, verifier, 2 * config.log().maxInFlightBytes(), stopTimeout, services);
        } catch (IOException e) {
            if (e.getCause() instanceof BindException) {
                throw new InvalidConfigurationException("gateway.port: cannot listen on " + listener.host() + ":"
                        + listener.port() + ": " + e.getCause().getMessage() + "; take another port, or 0 for any");
            }
            throw new UncheckedIOException("the HTTP server did not start", e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server did not start", e);
        }
    }

    /** Names of the streams that have a topic. */
    private static List<String> putNames(StoredStreams streams) {
        return streams.refresh().stream()
                .filter(DeliveryStream::takesPuts)
                .map(DeliveryStream::name)
                .collect(Collectors.toList());
    }

    private <T extends AutoCloseable> T opening(T part) {
        opened.push(part);
        return part;
    }

    /** TCP port that the gateway listens on. */
    public int port() {
        return server.port();
    }

    /** Endpoint URL for SDKs on this machine. */
    public URI uri() {
        return server.uri();
    }

    /** Lets running requests finish, then stops everything it started; streams, records and jobs stay. */
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            AutoCloseable part = opened.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOGGER.warn("{} did not close cleanly", part.getClass().getSimpleName(), e);
            }
        }
    }
}
