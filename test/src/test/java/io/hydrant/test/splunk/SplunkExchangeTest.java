package io.hydrant.test.splunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Awaitility.with;

import io.hydrant.core.config.InvalidConfigurationException;
import io.hydrant.core.config.SecretsManagerConfig;
import io.hydrant.core.config.TlsConfig;
import io.hydrant.sinks.request.Verdict;
import io.hydrant.test.http.SecretHolder;
import io.hydrant.test.process.SelfSigned;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is sent to Splunk, and what becomes of it whatever Splunk answers and acknowledges. */
@Timeout(60)
class SplunkExchangeTest {
    private static final Duration SOON = Duration.ofMillis(300);
    private static final String SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:splunk";

    private final HecToken token = HecToken.acknowledged();
    private FakeSplunk splunk;

    @BeforeEach
    void start() throws Exception {
        splunk = FakeSplunk.start(token);
    }

    @AfterEach
    void stop() {
        splunk.close();
    }

    private SplunkSetup setup() {
        return new SplunkSetup(splunk.endpoint(), token);
    }

    @Test
    void rawDataAreTheRecordsBytesBackToBack() throws Exception {
        try (SplunkSubtask subtask = new SplunkSubtask(setup())) {
            assertThat(SplunkSubtask.end(subtask.begin(SplunkSetup.batch("a", "bc"), SplunkSetup.batch("d"))))
                    .isEqualTo(Verdict.DELIVERED);
        }
        assertThat(splunk.indexed()).singleElement().satisfies(request -> {
            assertThat(request.isRaw()).isTrue();
            assertThat(request.text()).isEqualTo("abcd");
            assertThat(request.query()).containsEntry("channel", request.channel());
        });
        assertThat(splunk.refusals()).isEmpty();
    }

    @Test
    void eventsAreRecordsWithADelimiterIfOneIsAskedFor() throws Exception {
        try (SplunkSubtask subtask = new SplunkSubtask(setup().events().delimiter("\n"))) {
            assertThat(SplunkSubtask.end(subtask.begin(SplunkSetup.batch("{\"event\":1}", "{\"event\":\"b\"}"))))
                    .isEqualTo(Verdict.DELIVERED);
        }
        assertThat(splunk.indexed()).singleElement().matches(HecRequest::isEvents);
        assertThat(splunk.indexedBytes()).asString().isEqualTo("{\"event\":1}\n{\"event\":\"b\"}\n");
    }

    @Test
    void acknowledgementsAreAskedForOfAllRequestsAtOnceInOneChannel() throws Exception {
        splunk.replyToData(request -> Reply.acknowledgedAfter(Duration.ofMillis(500)));
        try (SplunkSubtask subtask = new SplunkSubtask(setup())) {
            List<CompletableFuture<Verdict>> begun = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                begun.add(subtask.begin(SplunkSetup.batch("record " + i)));
            }
            for (CompletableFuture<Verdict> each : begun) {
                assertThat(SplunkSubtask.end(each)).isEqualTo(Verdict.DELIVERED);
            }
            assertThat((double) subtask.gauge("DataAckLatency")).isBetween(0.5, 20.0);
        }
        assertThat(splunk.taken()).hasSize(20);
        assertThat(splunk.taken().stream().map(HecRequest::channel).distinct()).hasSize(1);
        assertThat(splunk.ackQueries())
                .anySatisfy(query -> assertThat(HecChecks.ackIds(query)).hasSize(20));
    }

    @Test
    void nobodyIsAskedAnyMoreWhenAllIsAcknowledged() throws Exception {
        try (SplunkSubtask subtask = new SplunkSubtask(setup())) {
            assertThat(subtask.send("a")).isEqualTo(Verdict.DELIVERED);
            int asked = splunk.ackQueries().size();
            with().pollDelay(SOON).await().until(() -> splunk.ackQueries().size() == asked);
            assertThat(subtask.send("b")).isEqualTo(Verdict.DELIVERED);
        }
    }

    @Test
    void anAcknowledgementThatDoesNotComeInTimeIsAFailure() throws Exception {
        splunk.replyToData(request -> Reply.lost());
        try (SplunkSubtask subtask = new SplunkSubtask(setup().ackTimeout(SOON))) {
            assertThat(subtask.send("a"))
                    .isEqualTo(Verdict.retry(
                            "Splunk.AckTimeout",
                            "No acknowledgment came within 300 ms. The records may have been indexed all the same."));
        }
    }

    @Test
    void anAcknowledgementThatComesTwiceIsOne() throws Exception {
        splunk.repeatAcks();
        try (SplunkSubtask subtask = new SplunkSubtask(setup())) {
            assertThat(subtask.send("a")).isEqualTo(Verdict.DELIVERED);
            assertThat(subtask.send("b")).isEqualTo(Verdict.DELIVERED);
        }
        assertThat(splunk.indexedBytes()).asString().isEqualTo("ab");
    }

    @Test
    void questionsAreAskedAgainWhileTheyFail() throws Exception {
        AtomicReference<Reply> reply = new AtomicReference<>(HecStatus.SERVER_BUSY.answer());
        splunk.reply(request -> request.isAckQuery() ? reply.get() : Reply.byContract());
        try (SplunkSubtask subtask = new SplunkSubtask(setup())) {
            CompletableFuture<Verdict> begun = subtask.begin(SplunkSetup.batch("a"));
            await().until(() -> splunk.questions() > 2);
            assertThat(begun).isNotDone();
            reply.set(new Reply.Cut(false));
            int before = splunk.questions();
            await().until(() -> splunk.questions() > before + 2);
            reply.set(Reply.json(200, "junk"));
            int then = splunk.questions();
            await().until(() -> splunk.questions() > then + 2);
            assertThat(begun).isNotDone();
            reply.set(Reply.byContract());
            assertThat(SplunkSubtask.end(begun)).isEqualTo(Verdict.DELIVERED);
        }
    }

    @Test
    void anIdOfARestartedSplunkIsNotTakenForTheOneOfARequestThatItLost() throws Exception {
        splunk.replyToData(request -> request.text().equals("lost") ? Reply.lost() : Reply.byContract());
        try (SplunkSubtask subtask = new SplunkSubtask(setup())) {
            CompletableFuture<Verdict> lost = subtask.begin(SplunkSetup.batch("lost"));
            await().until(() -> !splunk.ackQueries().isEmpty());
            splunk.stop();
            await().until(() -> subtask.send("while it is away").code().equals("Splunk.InvalidEndpoint"));
            splunk.start();
            assertThat(subtask.send("kept")).as("which has the same id").isEqualTo(Verdict.DELIVERED);
            assertThat(lost).isNotDone();
            assertThat(splunk.taken().get(0).channel())
                    .isNotEqualTo(splunk.taken().get(1).channel());
        }
    }

    @Test
    void idsThatStartAnewBehindTheSameConnectionEndTheirChannel() throws Exception {
        splunk.replyToData(request -> request.text().equals("lost") ? Reply.lost() : Reply.byContract());
        try (SplunkSubtask subtask = new SplunkSubtask(setup())) {
            assertThat(subtask.send("a")).isEqualTo(Verdict.DELIVERED);
            CompletableFuture<Verdict> lost = subtask.begin(SplunkSetup.batch("lost"));
            await().until(() -> splunk.taken().size() == 2);
            splunk.balance(1, true);
            assertThat(subtask.send("b").code()).isEqualTo("Splunk.ProxyWithoutStickySessions");
            assertThat(SplunkSubtask.end(lost).code()).isEqualTo("Splunk.ProxyWithoutStickySessions");
            assertThat(subtask.send("c")).isEqualTo(Verdict.DELIVERED);
        }
    }

    @Test
    void allRequestsOfAChannelGoToTheProcessThatKnowsTheirIds() throws Exception {
        splunk.balance(3, true);
        try (SplunkSubtask subtask = new SplunkSubtask(setup())) {
            List<CompletableFuture<Verdict>> begun = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                begun.add(subtask.begin(SplunkSetup.batch("record " + i)));
            }
            for (CompletableFuture<Verdict> each : begun) {
                assertThat(SplunkSubtask.end(each)).isEqualTo(Verdict.DELIVERED);
            }
        }
        assertThat(splunk.taken()).hasSize(12);
    }

    @Test
    void aProxyWithoutStickySessionsIsNoticed() throws Exception {
        splunk.balance(2, false);
        splunk.replyToData(request -> Reply.lost());
        try (SplunkSubtask subtask = new SplunkSubtask(setup().ackTimeout(SOON))) {
            await().until(() -> {
                CompletableFuture<Verdict> first = subtask.begin(SplunkSetup.batch("a"));
                Verdict second = subtask.send("b");
                return SplunkSubtask.end(first).code().equals("Splunk.ProxyWithoutStickySessions")
                        || second.code().equals("Splunk.ProxyWithoutStickySessions");
            });
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(HecStatus.TOKEN_DISABLED.answer(), "Splunk.DisabledToken"),
                Arguments.of(HecStatus.TOKEN_REQUIRED.answer(), "Splunk.InvalidToken"),
                Arguments.of(HecStatus.INVALID_AUTHORIZATION.answer(), "Splunk.InvalidToken"),
                Arguments.of(HecStatus.INVALID_TOKEN.answer(), "Splunk.InvalidToken"),
                Arguments.of(HecStatus.NO_DATA.answer(), "Splunk.InvalidDataFormat"),
                Arguments.of(HecStatus.INVALID_DATA_FORMAT.answerOfEvent(2), "Splunk.InvalidDataFormat"),
                Arguments.of(HecStatus.INCORRECT_INDEX.answer(), "Splunk.InvalidIndex"),
                Arguments.of(HecStatus.INTERNAL_SERVER_ERROR.answer(), "Splunk.ServerError"),
                Arguments.of(HecStatus.SERVER_BUSY.answer(), "Splunk.IndexerBusy"),
                Arguments.of(HecStatus.EVENT_REQUIRED.answer(), "Splunk.InvalidDataFormat"),
                Arguments.of(HecStatus.EVENT_BLANK.answer(), "Splunk.InvalidDataFormat"),
                Arguments.of(HecStatus.ACK_DISABLED.answer(), "Splunk.DisabledAck"),
                Arguments.of(HecStatus.SUCCESS.answer(), "Splunk.DisabledAck"),
                Arguments.of(HecStatus.SHUTTING_DOWN.answer(), "Splunk.IndexerBusy"),
                Arguments.of(HecStatus.AT_CAPACITY.answer(), "Splunk.IndexerBusy"),
                Arguments.of(Reply.html(502), "Splunk.ServerError"),
                Arguments.of(Reply.html(404), "Splunk.InvalidEndpoint"),
                Arguments.of(Reply.html(302), "Splunk.InvalidEndpoint"),
                Arguments.of(Reply.html(200), "Splunk.InvalidEndpoint"),
                Arguments.of(Reply.json(200, "{\"text\":\"Success\",\"code\":0,\"ackId\":"), "Splunk.InvalidEndpoint"),
                Arguments.of(Reply.json(200, "x".repeat(2 << 20)), "Splunk.InvalidEndpoint"),
                Arguments.of(new Reply.Cut(false), "Splunk.ConnectionClosed"),
                Arguments.of(new Reply.Cut(true), "Splunk.ConnectionClosed"),
                Arguments.of(new Reply.Silence(false), "Splunk.ConnectionTimeout"),
                Arguments.of(new Reply.Silence(true), "Splunk.ConnectionTimeout"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("failures")
    void everythingThatCanGoWrongIsTriedAgain(Reply reply, String code) throws Exception {
        splunk.replyToData(request -> reply);
        try (SplunkSubtask subtask = new SplunkSubtask(setup())) {
            Verdict verdict = subtask.send("secret record");

            assertThat(verdict.code()).as(verdict.message()).isEqualTo(code);
            assertThat(verdict.kind()).isIn(Verdict.Kind.RETRY, Verdict.Kind.UNAVAILABLE);
            assertThat(verdict.message()).doesNotContain("secret record", token.value());
            splunk.replyToData(request -> Reply.byContract());
            assertThat(subtask.send("b")).isEqualTo(Verdict.DELIVERED);
        }
    }

    @Test
    void whoIsNotThereIsAnInvalidEndpoint() throws Exception {
        splunk.stop();
        try (SplunkSubtask subtask = new SplunkSubtask(setup())) {
            assertThat(subtask.send("a").code()).isEqualTo("Splunk.InvalidEndpoint");
        } finally {
            splunk.start();
        }
        try (SplunkSubtask subtask = new SplunkSubtask(new SplunkSetup("https://splunk.invalid:8088", token))) {
            assertThat(subtask.send("a").code()).isEqualTo("Splunk.InvalidEndpoint");
        }
    }

    @Test
    void theCertificateHasToBeTrusted(@TempDir Path folder) throws Exception {
        SelfSigned identity = SelfSigned.make(folder.resolve("splunk.p12"), "of-a-test");
        Path store = identity.trustStore(folder.resolve("trust.p12"));
        TlsConfig trust = new TlsConfig(store.toString(), identity.password(), null, null);
        try (FakeSplunk secure = FakeSplunk.startTls(identity, token)) {
            SplunkSetup setup = new SplunkSetup(secure.endpoint(), token);
            try (SplunkSubtask subtask = new SplunkSubtask(setup)) {
                assertThat(subtask.send("a").code()).isEqualTo("Splunk.SSLHandshake");
            }
            try (SplunkSubtask subtask = new SplunkSubtask(setup.tls(trust))) {
                assertThat(subtask.send("b")).isEqualTo(Verdict.DELIVERED);
            }
            assertThat(secure.indexedBytes()).asString().isEqualTo("b");
        }
    }

    @Test
    void theCertificateHasToBeThatOfTheHost(@TempDir Path folder) throws Exception {
        SelfSigned identity = SelfSigned.make(folder.resolve("splunk.p12"), "of-a-test", "dns:elsewhere");
        Path store = identity.trustStore(folder.resolve("trust.p12"));
        TlsConfig trust = new TlsConfig(store.toString(), identity.password(), null, null);
        try (FakeSplunk secure = FakeSplunk.startTls(identity, token);
                SplunkSubtask subtask = new SplunkSubtask(new SplunkSetup(secure.endpoint(), token).tls(trust))) {
            assertThat(subtask.send("c").code()).isEqualTo("Splunk.SSLUnverified");
            assertThat(secure.indexed()).isEmpty();
        }
    }

    @Test
    void theTokenMayBeInASecretThatChanges() throws Exception {
        HecToken next = HecToken.acknowledged();
        try (SecretHolder secret = new SecretHolder(secret(token.value()));
                SplunkSubtask subtask = new SplunkSubtask(setup().secret(SECRET, secret.configuration()))) {
            assertThat(subtask.send("a")).isEqualTo(Verdict.DELIVERED);
            secret.become(secret(next.value()));
            splunk.know(next);
            await().until(() -> subtask.send("b").equals(Verdict.DELIVERED));
            secret.become(secret("a\\nb"));
            await().until(() -> subtask.send("c").code().equals("Splunk.InvalidToken"));
        }
    }

    private static String secret(String hecToken) {
        return "{\"hec_token\":\"" + hecToken + "\"}";
    }

    @Test
    void aDeliveryWithoutATokenOrWithABrokenOneIsRefused() {
        SplunkSetup without = setup().secret(null, new SecretsManagerConfig(null, null, null, null, null, null));
        assertThatThrownBy(without::protocol)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("HECToken is missing: give it in the stream's definition, as hecToken in"
                        + " delivery.credentials, or in a secret that SecretsManagerConfiguration names");
        HecToken broken = new HecToken("a\nb", true, true, Set.of());
        assertThatThrownBy(() -> new SplunkSetup(splunk.endpoint(), broken).protocol())
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("HECToken has characters that no token has, such as spaces or line ends; copy it again");
    }
}
