package io.hydrant.clients.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hydrant.clients.aws.ServiceException;
import io.hydrant.clients.aws.ServiceException.Kind;
import io.hydrant.core.config.SecretsManagerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a destination sees of its secret while the secret, and Secrets Manager, change. */
class SecretTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final String ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:splunk-Ab12Cd";

    private final LoggedLines log = new LoggedLines();
    private FakeSecretsManager manager;

    private static final class LoggedLines extends AbstractAppender {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        LoggedLines() {
            super("lines", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            lines.add(event.getLevel() + " " + event.getMessage().getFormattedMessage() + " " + event.getThrown());
        }
    }

    @BeforeEach
    void start() throws IOException {
        manager = new FakeSecretsManager();
        log.start();
        ((Logger) LogManager.getRootLogger()).addAppender(log);
        Configurator.setRootLevel(Level.INFO);
    }

    @AfterEach
    void stop() {
        ((Logger) LogManager.getRootLogger()).removeAppender(log);
        Configurator.setRootLevel(Level.ERROR);
        manager.close();
        assertThat(log.lines).noneMatch(line -> line.contains("hush"));
    }

    private Secret open(List<String> members) {
        return Secret.open(manager.configuration(INTERVAL), ARN, members);
    }

    @Test
    void readsItsMembersInTheRegionOfItsArn() {
        manager.put(ARN, "{\"username\": \"me\", \"password\": \"hush\", \"engine\": \"redshift\"}");
        try (Secret secret = open(Secret.DATABASE)) {
            assertThat(secret.current()).isEqualTo(Map.of("username", "me", "password", "hush"));
            assertThat(secret.toString()).doesNotContain("hush");
        }
    }

    @Test
    void readsItInTheRegionThatIsConfigured() {
        manager.put(ARN, "{\"api_key\": \"hush\"}");
        SecretsManagerConfig elsewhere = new SecretsManagerConfig(
                manager.endpoint(), "us-west-2", FakeSecretsManager.ACCESS_KEY, "secret", null, null);
        // The double refuses a signature that is not for the region in the ARN.
        assertThatThrownBy(() -> Secret.open(elsewhere, ARN, Secret.HTTP_ENDPOINT))
                .hasMessageContaining("AccessDeniedException");
    }

    @Test
    void followsARotation() {
        manager.put(ARN, "{\"hec_token\": \"hush\"}");
        try (Secret secret = open(Secret.SPLUNK)) {
            manager.put(ARN, "{\"hec_token\": \"hush too\"}");
            await().atMost(LIMIT).until(() -> secret.current().equals(Map.of("hec_token", "hush too")));
            assertThat(secret.failures()).isZero();
            assertThat(secret.counts().attempts()).isGreaterThan(1);
        }
        assertThat(log.lines).contains("INFO Secret " + ARN + " has changed null");
    }

    @Test
    void keepsTheLastValueWhileItCannotBeRead() {
        manager.put(ARN, "{\"api_key\": \"hush\"}");
        try (Secret secret = open(Secret.HTTP_ENDPOINT)) {
            manager.setAway(true);
            awaitFailures(secret, 1);
            assertThat(secret.current()).containsEntry("api_key", "hush");

            manager.delete(ARN);
            manager.setAway(false);
            awaitFailures(secret, 2);
            manager.put(ARN, "{\"api_key\": \"hush, and then no end");
            awaitFailures(secret, 2);
            assertThat(secret.current()).containsEntry("api_key", "hush");

            manager.put(ARN, "{\"api_key\": \"hush again\"}");
            await().atMost(LIMIT).until(() -> secret.current().get("api_key").equals("hush again"));
        }
        assertThat(log.lines)
                .anyMatch(line -> line.startsWith("WARN Secret " + ARN
                        + " stays as it was read last until it can be read again: Secrets Manager is not available at"))
                .contains("INFO Secret " + ARN + " can be read again null");
    }

    private static void awaitFailures(Secret secret, long more) {
        long now = secret.failures();
        await().atMost(LIMIT).until(() -> secret.failures() >= now + more);
    }

    @Test
    void endsToAskWhenItIsClosed() {
        manager.put(ARN, "{\"api_key\": \"hush\"}");
        open(Secret.HTTP_ENDPOINT).close();
        int asked = manager.requests();
        await().during(INTERVAL.multipliedBy(3)).atMost(LIMIT).until(() -> manager.requests() == asked);
    }

    @Test
    void doesNotBeginWithoutASecret() {
        assertThatThrownBy(() -> open(Secret.SPLUNK))
                .satisfies(e -> assertThat(((ServiceException) e).kind()).isEqualTo(Kind.NOT_FOUND))
                .hasMessageStartingWith(
                        "secret " + ARN + " cannot be used: Secrets Manager can't find the specified secret."
                                + " (Service: secretsmanager; Status Code: 400; Error Code: ResourceNotFoundException;")
                .hasMessageEndingWith(
                        "; create it, or name another in SecretsManagerConfiguration with UpdateDestination");

        manager.put(ARN, "{\"hec_token\": \"hush\"}");
        SecretsManagerConfig stranger =
                new SecretsManagerConfig(manager.endpoint(), null, "AKIAOTHER", "hush", null, null);
        assertThatThrownBy(() -> Secret.open(stranger, ARN, Secret.SPLUNK))
                .satisfies(e -> assertThat(((ServiceException) e).kind()).isEqualTo(Kind.ACCESS))
                .hasMessageEndingWith("; secretsManager.accessKey, or the environment's credentials, need"
                        + " secretsmanager:GetSecretValue of it");

        manager.setAway(true);
        assertThatThrownBy(() -> open(Secret.SPLUNK))
                .satisfies(e -> assertThat(((ServiceException) e).kind()).isEqualTo(Kind.UNAVAILABLE))
                .hasMessageStartingWith(
                        "secret " + ARN + " cannot be used: Secrets Manager is not available at " + manager.endpoint());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "hush|it is not a JSON object with username and password",
                "['hush']|it is not a JSON object with username and password",
                "{'username': 'me', 'pass': 'hush'}|it has no text password in its JSON object",
                "{'username': '', 'password': 'hush'}|it has no text username in its JSON object",
                "binary hush|it has no SecretString; a secret that is bytes cannot be used",
            })
    void saysWhatASecretLacks(String text, String message) {
        manager.put(ARN, text.replace('\'', '"'));
        assertThatThrownBy(() -> open(Secret.DATABASE))
                .satisfies(e -> assertThat(((ServiceException) e).kind()).isEqualTo(Kind.UNUSABLE))
                .hasMessage("secret " + ARN + " cannot be used: " + message);
    }
}
