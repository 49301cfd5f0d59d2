package io.hydrant.sources.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.config.KafkaClusterConfig;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ClientSettingsTest {
    @Test
    void withoutAuthenticationNothingIsEncrypted() {
        assertThat(settings("NONE", Map.of()))
                .containsEntry("bootstrap.servers", "b:9092")
                .containsEntry("security.protocol", "PLAINTEXT")
                .containsEntry("isolation.level", "read_committed");
    }

    @Test
    void tlsEncrypts() {
        assertThat(settings("TLS", Map.of())).containsEntry("security.protocol", "SSL");
    }

    @Test
    void scramSignsInWithAPasswordThatMayHoldAnything() {
        Properties settings = ClientSettings.of(new KafkaClusterConfig("b:9092", "SCRAM", "u", "a\"b\\c", Map.of()));

        assertThat(settings)
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required"
                                + " username=\"u\" password=\"a\\\"b\\\\c\";");
    }

    @Test
    void iamSignsInWithTheCredentialsOfTheEnvironment() throws Exception {
        Properties settings = settings("IAM", Map.of());

        assertThat(settings)
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "AWS_MSK_IAM")
                .containsEntry("sasl.jaas.config", "software.amazon.msk.auth.iam.IAMLoginModule required;");
        assertThat(Class.forName(settings.getProperty("sasl.client.callback.handler.class")))
                .isNotNull();
    }

    @Test
    void theClustersOwnPropertiesWin() {
        Properties settings = settings(
                "IAM", Map.of("sasl.jaas.config", "mine", "isolation.level", "read_uncommitted", "client.rack", "a"));

        assertThat(settings)
                .containsEntry("sasl.jaas.config", "mine")
                .containsEntry("isolation.level", "read_uncommitted")
                .containsEntry("client.rack", "a");
    }

    private static Properties settings(String authentication, Map<String, String> properties) {
        return ClientSettings.of(new KafkaClusterConfig("b:9092", authentication, null, null, properties));
    }
}
