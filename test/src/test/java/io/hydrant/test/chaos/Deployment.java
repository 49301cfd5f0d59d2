package io.hydrant.test.chaos;

import io.hydrant.test.process.ChildJvm;
import io.hydrant.test.process.FlinkCluster;
import io.hydrant.test.process.FreePort;
import io.hydrant.test.process.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A whole deployment on this machine, each part a process of its own: broker, JobManager, two TaskManagers and the
 * gateway, which starts jobs over the cluster's REST API.
 */
public final class Deployment implements AutoCloseable {
    private static final String CONFIGURATION = """
            dataDirectory: %s
            gateway:
              port: %d
            log:
              bootstrapServers: 127.0.0.1:%d
            flink:
              deployer: %s
              restUrl: %s
              jobJar: %s
              parallelism: 3
              checkpointInterval: 1s
              checkpointDirectory: %s
              options:
                # The usual back-off between restarts grows to a minute, which would be most of a short run.
                restart-strategy.exponential-delay.max-backoff: 2s
            %s
            """;

    private final Path folder;
    private final int gatewayPort = FreePort.one();
    private final ChildJvm broker;
    private final FlinkCluster flink;
    private final ChildJvm gateway;

    private Deployment(Path folder, String deployer, Map<String, String> flinkOptions, String moreConfiguration) {
        this.folder = folder;
        int brokerPort = FreePort.one();
        this.broker = Broker.process(folder, brokerPort);
        this.flink = FlinkCluster.start(folder, 2, flinkOptions);
        write(brokerPort, deployer, moreConfiguration);
        this.gateway = new ChildJvm(
                "gateway",
                folder,
                ChildJvm.classpath(),
                List.of("-Xmx384m"),
                Map.of(),
                "io.hydrant.gateway.GatewayMain",
                "--conf",
                configuration().toString());
        this.gateway.start();
    }

    /**
     * Starts everything; returns before it is ready.
     *
     * @param folder for data and logs
     * @param flinkOptions of the cluster
     * @param moreConfiguration further top-level members of {@code hydrant.yaml}
     */
    public static Deployment start(Path folder, Map<String, String> flinkOptions, String moreConfiguration) {
        return new Deployment(folder, "session", flinkOptions, moreConfiguration);
    }

    /** The same, but jobs are run by hand. */
    public static Deployment startWithoutJobs(Path folder) {
        return new Deployment(folder, "none", Map.of(), "");
    }

    /** Its {@code hydrant.yaml}. */
    public Path configuration() {
        return folder.resolve("hydrant.yaml");
    }

    /** Where the Firehose API is. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + gatewayPort);
    }

    public FlinkCluster flink() {
        return flink;
    }

    public ChildJvm broker() {
        return broker;
    }

    public ChildJvm gateway() {
        return gateway;
    }

    /** The folder that stands for a bucket. */
    public Path bucket(String name) {
        return folder.resolve("data/s3").resolve(name);
    }

    /** Whether the gateway takes requests and the cluster has its slots. */
    public boolean isReady() {
        return gatewayIsReady() && flink.isReady();
    }

    private boolean gatewayIsReady() {
        try {
            HttpRequest request = HttpRequest.newBuilder(endpoint().resolve("/readyz"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void write(int brokerPort, String deployer, String moreConfiguration) {
        try {
            Files.writeString(
                    configuration(),
                    CONFIGURATION.formatted(
                            folder.resolve("data"),
                            gatewayPort,
                            brokerPort,
                            deployer,
                            flink.rest(),
                            Repository.jobJar(),
                            folder.resolve("checkpoints").toUri(),
                            moreConfiguration));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        gateway.close();
        flink.close();
        broker.close();
    }
}
