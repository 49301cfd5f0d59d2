package io.hydrant.test.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.core.config.SecretsManagerConfig;
import io.hydrant.core.config.TlsConfig;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.Bundle;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.operators.errors.ErrorLines;
import io.hydrant.sinks.http.HttpEndpointOptions;
import io.hydrant.sinks.http.HttpEndpointProtocol;
import io.hydrant.sinks.request.Delivery;
import io.hydrant.sinks.request.RetryRule;
import io.hydrant.test.job.KeptElements;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * A job that delivers buffers to an endpoint, one after the other, and ends.
 *
 * @param expected what the endpoint expects, and so what it is sent
 * @param delimiter behind each record
 * @param responseTimeout of each attempt
 * @param retryDuration of each request
 * @param tls certificates
 * @param secrets where the access key is, as {@link #SECRET}; null: it is the expected one
 */
record EndpointJob(
        ExpectedRequests expected,
        String delimiter,
        Duration responseTimeout,
        Duration retryDuration,
        TlsConfig tls,
        @Nullable SecretsManagerConfig secrets) {
    static final String SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:endpoint";

    static final TlsConfig NO_TLS = new TlsConfig(null, null, null, null);
    private static final SecretsManagerConfig NO_SECRETS = new SecretsManagerConfig(null, null, null, null, null, null);
    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final int GZIP_LEVEL = 1;

    /** A cluster for such jobs. */
    static MiniCluster startCluster() throws Exception {
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(new Configuration()
                        .set(RestOptions.BIND_PORT, "0")
                        .set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32)))
                .build());
        cluster.start();
        return cluster;
    }

    /** One that tries each request once. */
    static EndpointJob withoutRetries(ExpectedRequests expected) {
        return new EndpointJob(expected, "", PATIENT, Duration.ZERO, NO_TLS, null);
    }

    /** One that tries again at once, and for long. */
    static EndpointJob withRetries(ExpectedRequests expected) {
        return new EndpointJob(expected, "", PATIENT, PATIENT, NO_TLS, null);
    }

    EndpointJob withResponseTimeout(Duration timeout) {
        return new EndpointJob(expected, delimiter, timeout, retryDuration, tls, secrets);
    }

    EndpointJob withDelimiter(String other) {
        return new EndpointJob(expected, other, responseTimeout, retryDuration, tls, secrets);
    }

    EndpointJob withTls(TlsConfig certificates) {
        return new EndpointJob(expected, delimiter, responseTimeout, retryDuration, certificates, secrets);
    }

    EndpointJob withRetryDuration(Duration duration) {
        return new EndpointJob(expected, delimiter, responseTimeout, duration, tls, secrets);
    }

    EndpointJob withSecrets(SecretsManagerConfig manager) {
        return new EndpointJob(expected, delimiter, responseTimeout, retryDuration, tls, manager);
    }

    /** Runs it to its end, without a restart if it fails; gives the lines of the error output. */
    List<String> run(MiniCluster cluster, String url, Buffer... buffers) throws Exception {
        Configuration configuration = new Configuration()
                .set(PipelineOptions.GENERIC_TYPES, false)
                .set(PipelineOptions.OBJECT_REUSE, true)
                .set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(1);
        Delivery delivery = new Delivery(
                new HttpEndpointProtocol(options(url)),
                new RetryRule(retryDuration, RetryRule.Counting.WITHOUT_ANSWERS, PAUSE, PAUSE),
                1);
        try (KeptElements kept = new KeptElements()) {
            kept.keep(new ErrorLines(false)
                    .attach(
                            delivery.attach(
                                    env.fromData(List.of(buffers), BatchTypes.BUFFER),
                                    BatchTypes.FAILED_RECORD,
                                    "delivery"),
                            "error-lines"));
            cluster.executeJobBlocking(env.getStreamGraph().getJobGraph());
            return lines(kept.elements());
        }
    }

    private HttpEndpointOptions options(String url) {
        return new HttpEndpointOptions(
                url,
                expected.sourceArn(),
                secrets == null ? expected.accessKey() : null,
                secrets == null ? null : SECRET,
                secrets == null ? NO_SECRETS : secrets,
                expected.gzip() ? GZIP_LEVEL : 0,
                expected.commonAttributes(),
                delimiter.getBytes(UTF_8),
                Duration.ofSeconds(5),
                responseTimeout,
                tls);
    }

    private static List<String> lines(List<Object> kept) {
        List<String> lines = new ArrayList<>();
        for (Object bundle : kept) {
            RecordBatch batch = ((Bundle) bundle).batch();
            for (int i = 0; i < batch.size(); i++) {
                lines.add(new String(batch.bytes(), batch.start(i), batch.end(i) - batch.start(i), UTF_8));
            }
        }
        return lines;
    }
}
