package io.hydrant.standalone;

import io.hydrant.core.config.HydrantConfig;
import io.hydrant.gateway.Gateway;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The whole service in one JVM.
 *
 * <pre>
 *  Gateway (Firehose API) --> EmbeddedBroker (ingest log) --> EmbeddedFlink (one job per stream) --> objects
 * </pre>
 *
 * The data directory is all there is to it: started again on the same one, streams are as they were and records that
 * were acknowledged but not delivered are delivered then, each once, also after a {@code kill -9}.
 */
public final class LocalHydrant implements AutoCloseable {

    private final HydrantConfig config;
    private final @Nullable EmbeddedBroker broker;
    private final EmbeddedFlink flink;
    private final Gateway gateway;

    private LocalHydrant(HydrantConfig config, @Nullable EmbeddedBroker broker, EmbeddedFlink flink, Gateway gateway) {
        this.config = config;
        this.broker = broker;
        this.flink = flink;
        this.gateway = gateway;
    }

    /**
     * Starts everything and returns when records are taken. The caller holds the lock on the data directory.
     *
     * @param config a broker is started only if it names none
     * @throws StartException if a setting keeps it from starting
     */
    @SuppressWarnings("MustBeClosedChecker")
    public static LocalHydrant start(HydrantConfig config) {
        checkDeployer(config.flink().deployer());
        EmbeddedBroker broker = null;
        EmbeddedFlink flink = null;
        try {
            HydrantConfig local = config;
            if (config.log().bootstrapServers() == null) {
                broker = EmbeddedBroker.start(config.dataDirectory().resolve("kafka"));
                local = LocalConfig.onKafka(broker.bootstrapServers(), config);
            }
            flink = EmbeddedFlink.start(local, local.dataDirectory());
            return new LocalHydrant(local, broker, flink, Gateway.start(local, flink));
        } catch (RuntimeException e) {
            close(flink);
            close(broker);
            throw e;
        }
    }

    /** Endpoint of the Firehose API. */
    public URI uri() {
        return gateway.uri();
    }

    /** Address of Flink's web UI. */
    public URI webUi() {
        return flink.webUi();
    }

    /** The configuration it runs with: what was given, and where the broker is. */
    public HydrantConfig config() {
        return config;
    }

    /** Stops taking records, then the jobs, then the log. Nothing is lost; buffers are delivered after the next start. */
    @Override
    public void close() {
        gateway.close();
        flink.close();
        close(broker);
    }

    private static void close(@Nullable EmbeddedBroker broker) {
        if (broker != null) {
            broker.close();
        }
    }

    private static void close(@Nullable EmbeddedFlink flink) {
        if (flink != null) {
            flink.close();
        }
    }

    private static void checkDeployer(@Nullable String deployer) {
        if (deployer != null && !deployer.equals("embedded")) {
            throw new StartException("flink.deployer: " + deployer
                    + " is for hydrant gateway; leave it out, or give embedded, for hydrant serve");
        }
    }
}
