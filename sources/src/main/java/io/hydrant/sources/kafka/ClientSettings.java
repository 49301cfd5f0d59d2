package io.hydrant.sources.kafka;

import io.hydrant.core.config.KafkaClusterConfig;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.jspecify.annotations.Nullable;

/** What Kafka's clients are told about a cluster: where it is and how to sign in. Holds secrets: never to be logged. */
final class ClientSettings {
    /**
     * Bytes of one partition per fetch: also a message of the largest size comes with others. Kafka's default of 1 MiB
     * would fetch such messages one by one.
     */
    private static final String FETCH_BYTES = Integer.toString(8 << 20);

    /**
     * -1: the operating system sizes the receive buffer. With Kafka's default of 64 KiB, reading 1-KB records into files
     * takes 30 % more processor time.
     */
    private static final String RECEIVE_BUFFER_BYTES = "-1";

    /** Messages per poll: a batch's worth of small ones. Kafka's default of 500 would be 100 KB of 200-byte messages. */
    private static final String POLLED_MESSAGES = "5000";

    private ClientSettings() {}

    /** Settings of the cluster's clients; its own properties win over all others. */
    static Properties of(KafkaClusterConfig cluster) {
        Properties settings = new Properties();
        settings.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers());
        settings.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.setProperty(ConsumerConfig.RECEIVE_BUFFER_CONFIG, RECEIVE_BUFFER_BYTES);
        settings.setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        settings.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLLED_MESSAGES);
        authenticate(cluster, settings);
        cluster.properties().forEach(settings::setProperty);
        return settings;
    }

    private static void authenticate(KafkaClusterConfig cluster, Properties settings) {
        switch (cluster.authentication()) {
            case "NONE" -> settings.setProperty(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT");
            case "TLS" -> settings.setProperty(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SSL");
            case "SCRAM" -> {
                String login = "org.apache.kafka.common.security.scram.ScramLoginModule required username="
                        + quoted(cluster.username()) + " password=" + quoted(cluster.password()) + ";";
                sasl(settings, "SCRAM-SHA-512", login);
            }
            case "IAM" -> {
                sasl(settings, "AWS_MSK_IAM", "software.amazon.msk.auth.iam.IAMLoginModule required;");
                settings.setProperty(
                        SaslConfigs.SASL_CLIENT_CALLBACK_HANDLER_CLASS,
                        "software.amazon.msk.auth.iam.IAMClientCallbackHandler");
            }
            default -> throw new IllegalArgumentException("authentication " + cluster.authentication());
        }
    }

    private static void sasl(Properties settings, String mechanism, String login) {
        settings.setProperty(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_SSL");
        settings.setProperty(SaslConfigs.SASL_MECHANISM, mechanism);
        settings.setProperty(SaslConfigs.SASL_JAAS_CONFIG, login);
    }

    /** A value as JAAS reads it. */
    private static String quoted(@Nullable String value) {
        return "\"" + String.valueOf(value).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
