package io.hydrant.test.splunk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.core.config.SecretsManagerConfig;
import io.hydrant.core.config.TlsConfig;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.sinks.splunk.SplunkOptions;
import io.hydrant.sinks.splunk.SplunkProtocol;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A delivery to Splunk that does not wait long, unless for acknowledgements; raw data if nothing else is said. */
final class SplunkSetup {
    static final long ARRIVAL = 1_700_000_000_000L;

    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(1);

    private final String endpoint;
    private @Nullable String token;
    private @Nullable String secretArn;
    private boolean raw = true;
    private String delimiter = "";
    private Duration ackTimeout = Duration.ofMinutes(1);
    private SecretsManagerConfig secretsManager = new SecretsManagerConfig(null, null, null, null, null, null);
    private TlsConfig tls = new TlsConfig(null, null, null, null);

    SplunkSetup(String endpoint, HecToken token) {
        this.endpoint = endpoint;
        this.token = token.value();
    }

    SplunkSetup events() {
        raw = false;
        return this;
    }

    SplunkSetup delimiter(String text) {
        delimiter = text;
        return this;
    }

    SplunkSetup ackTimeout(Duration timeout) {
        ackTimeout = timeout;
        return this;
    }

    SplunkSetup secret(@Nullable String arn, SecretsManagerConfig where) {
        token = null;
        secretArn = arn;
        secretsManager = where;
        return this;
    }

    SplunkSetup tls(TlsConfig certificates) {
        tls = certificates;
        return this;
    }

    SplunkProtocol protocol() {
        return new SplunkProtocol(new SplunkOptions(
                endpoint,
                raw,
                token,
                secretArn,
                secretsManager,
                delimiter.getBytes(UTF_8),
                ackTimeout,
                POLL_INTERVAL,
                CONNECT_TIMEOUT,
                RESPONSE_TIMEOUT,
                tls));
    }

    /** A log entry at offset 17 of partition 2. */
    static RecordBatch batch(String... records) {
        RecordBatchBuilder builder = new RecordBatchBuilder(0).beginRun(2, 17, 0, ARRIVAL);
        for (String record : records) {
            byte[] bytes = record.getBytes(UTF_8);
            builder.add(bytes, 0, bytes.length);
        }
        return builder.build();
    }
}
