package io.hydrant.test.splunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Splunk's own client does not use: raw data, channels and acknowledgements, as Splunk documents them. */
class FakeSplunkTest {
    private static final String CHANNEL = "0A0B0C0D-0000-4000-8000-0123456789AB";
    private static final String SUCCESS = "200 {\"text\":\"Success\",\"code\":0,\"ackId\":%d}";

    private final HecToken token = HecToken.acknowledged();
    private FakeSplunk splunk;
    private HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws Exception {
        splunk = FakeSplunk.start(token);
    }

    @AfterEach
    void stop() {
        splunk.close();
    }

    private String send(String path, String authorization, String channel, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(splunk.endpoint() + path)).POST(BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization.replace("TOKEN", token.value()));
        }
        if (!channel.isEmpty()) {
            request.header("X-Splunk-Request-Channel", channel);
        }
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private String raw(String body) throws IOException, InterruptedException {
        return send("/services/collector/raw", "Splunk TOKEN", CHANNEL, body);
    }

    private String ask(String ids) throws IOException, InterruptedException {
        return send("/services/collector/ack", "Splunk TOKEN", CHANNEL, "{\"acks\":[" + ids + "]}");
    }

    @Test
    void saysOnceOfEachIdThatItIsIndexed() throws Exception {
        assertThat(raw("a")).isEqualTo(SUCCESS.formatted(0));
        assertThat(raw("b")).isEqualTo(SUCCESS.formatted(1));
        assertThat(ask("1,7")).isEqualTo("200 {\"acks\":{\"1\":true,\"7\":false}}");
        assertThat(ask("0,1")).isEqualTo("200 {\"acks\":{\"0\":true,\"1\":false}}");
        assertThat(splunk.indexedBytes()).asString().isEqualTo("ab");
        assertThat(splunk.ackQueries()).hasSize(2);
        splunk.repeatAcks();
        assertThat(raw("c")).isEqualTo(SUCCESS.formatted(0));
        assertThat(ask("0")).isEqualTo(ask("0")).contains("true");
    }

    @Test
    void confirmsLateOrNeverAsATestWants() throws Exception {
        splunk.replyToData(request -> Reply.acknowledgedAfter(Duration.ofMillis(100)));
        assertThat(raw("a")).isEqualTo(SUCCESS.formatted(0));
        splunk.replyToData(request -> Reply.neverAcknowledged());
        assertThat(raw("b")).isEqualTo(SUCCESS.formatted(1));
        splunk.replyToData(request -> Reply.lost());
        assertThat(raw("c")).isEqualTo(SUCCESS.formatted(2));
        await().until(() -> ask("0"), answer -> answer.contains("\"0\":true"));
        assertThat(ask("1,2")).isEqualTo("200 {\"acks\":{\"1\":false,\"2\":false}}");
        assertThat(splunk.indexed()).extracting(HecRequest::text).containsExactly("a", "b");
        assertThat(splunk.taken()).extracting(HecRequest::text).containsExactly("a", "b", "c");
    }

    @Test
    void forgetsIdsAndWhatIsNotIndexedWhenItIsRestarted() throws Exception {
        assertThat(raw("a")).isEqualTo(SUCCESS.formatted(0));
        splunk.replyToData(request -> Reply.acknowledgedAfter(Duration.ofHours(1)));
        assertThat(raw("lost, since it is not acknowledged")).isEqualTo(SUCCESS.formatted(1));
        splunk.replyToData(request -> Reply.byContract());
        splunk.stop();
        assertThatThrownBy(() -> raw("b")).isInstanceOf(IOException.class);
        splunk.start();
        assertThat(ask("0")).isEqualTo("200 {\"acks\":{\"0\":false}}");
        assertThat(raw("c")).isEqualTo(SUCCESS.formatted(0));
        assertThat(splunk.indexedBytes()).asString().isEqualTo("ac");
    }

    @Test
    void processesBehindALoadBalancerKnowTheirOwnIdsOnly() throws Exception {
        splunk.balance(2, true);
        assertThat(raw("a")).isEqualTo(SUCCESS.formatted(0));
        assertThat(ask("0")).as("asked of the other one").contains("false");
        client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        String taken = raw("b");
        assertThat(ask(taken.replaceAll(".*ackId\":(\\d+).*", "$1"))).contains("true");
        splunk.balance(2, false);
        assertThat(raw("c")).isEqualTo(SUCCESS.formatted(0));
        assertThat(ask("0")).contains("false");
    }

    @ParameterizedTest(name = "{3} {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "raw            |              | CHANNEL | x | 401 | 2 | Token is required",
                "raw            | Basic TOKEN  | CHANNEL | x | 401 | 3 | Invalid authorization",
                "raw            | Splunk x     | CHANNEL | x | 403 | 4 | Invalid token",
                "raw            | Splunk TOKEN | CHANNEL |   | 400 | 5 | No data",
                "raw?index=x    | Splunk TOKEN | CHANNEL | x | 400 | 7 | Incorrect index",
                "raw            | Splunk TOKEN |         | x | 400 | 10 | Data channel is missing",
                "raw            | Splunk TOKEN | x       | x | 400 | 11 | Invalid data channel",
                "ack            | Splunk TOKEN | CHANNEL | x | 400 | 6 | Invalid data format",
                "ack            | Splunk TOKEN |         | x | 400 | 10 | Data channel is missing",
                "event          | Splunk TOKEN | CHANNEL | {\"event\":1}x | 400 | 6 | Invalid data format",
                "event          | Splunk TOKEN | CHANNEL | {\"a\":1} | 400 | 12 | Event field is required",
                "event          | Splunk TOKEN | CHANNEL | {\"event\":\"\"} | 400 | 13 | Event field cannot be blank",
                "other          | Splunk TOKEN | CHANNEL | x | 404 | 404 | The requested URL was not found on this server.",
            })
    void refuses(String path, String authorization, String channel, String body, int status, int code, String text)
            throws Exception {
        String answer = send(
                "/services/collector/" + path,
                orEmpty(authorization),
                orEmpty(channel).replace("CHANNEL", CHANNEL),
                orEmpty(body));
        assertThat(answer).startsWith(status + " {\"text\":\"" + text + "\",\"code\":" + code);
        assertThat(splunk.refusals()).hasSize(1);
        assertThat(splunk.indexed()).isEmpty();
    }

    private static String orEmpty(String value) {
        return value == null ? "" : value;
    }

    @Test
    void knowsNoAcknowledgementsOfATokenWithoutThem() throws Exception {
        HecToken plain = HecToken.unacknowledged();
        splunk.know(plain);
        String authorization = "Splunk " + plain.value();
        assertThat(send("/services/collector/raw", authorization, CHANNEL, "a"))
                .isEqualTo("200 {\"text\":\"Success\",\"code\":0}");
        assertThat(send(
                        "/services/collector/ack",
                        authorization,
                        UUID.randomUUID().toString(),
                        "{\"acks\":[0]}"))
                .isEqualTo("400 {\"text\":\"ACK is disabled\",\"code\":14}");
    }

    @Test
    void isHealthy() throws Exception {
        HttpRequest health = HttpRequest.newBuilder(URI.create(splunk.endpoint() + "/services/collector/health"))
                .build();
        assertThat(client.send(health, BodyHandlers.ofString()).body())
                .isEqualTo("{\"text\":\"HEC is healthy\",\"code\":17}");
        splunk.reply(request -> HecStatus.QUEUES_FULL.answer());
        assertThat(client.send(health, BodyHandlers.ofString()).statusCode()).isEqualTo(503);
    }
}
