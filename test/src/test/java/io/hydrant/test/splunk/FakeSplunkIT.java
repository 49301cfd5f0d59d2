package io.hydrant.test.splunk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.test.process.SelfSigned;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The double of Splunk is one to Splunk's own client, as far as that goes: it knows nothing of acknowledgements. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FakeSplunkIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUCCESS = "{\"status\":200,\"body\":{\"text\":\"Success\",\"code\":0}}";

    private final HecToken plain = HecToken.unacknowledged();
    private final HecToken acknowledged = HecToken.acknowledged();
    private FakeSplunk splunk;

    @BeforeEach
    void start() throws Exception {
        splunk = FakeSplunk.start(plain, acknowledged);
    }

    @AfterEach
    void stop() {
        splunk.close();
    }

    private SplunkLogging client(HecToken token) throws Exception {
        return SplunkLogging.install(splunk.endpoint(), token);
    }

    @Test
    void takesEventsOneByOneAndMoreWithOneRequest() throws Exception {
        assertThat(client(plain).send(1, "a", "b")).containsExactly(SUCCESS, SUCCESS);
        assertThat(client(plain).send(2, "c", "d")).containsExactly(SUCCESS);
        assertThat(splunk.indexed()).hasSize(3);
        assertThat(splunk.indexed()).allMatch(HecRequest::isEvents);
        try (MappingIterator<JsonNode> events = JSON.readerFor(JsonNode.class)
                .readValues(splunk.indexed().get(2).body())) {
            assertThat(events.readAll())
                    .extracting(event -> event.at("/event/message").asText())
                    .containsExactly("c", "d");
        }
        assertThat(splunk.refusals()).isEmpty();
    }

    @Test
    void givesIdsThatAreCountedInEachChannel() throws Exception {
        SplunkLogging client =
                client(acknowledged).withChannel(UUID.randomUUID().toString());
        assertThat(client.send(1, "a")).containsExactly(SUCCESS.replace("0}}", "0,\"ackId\":0}}"));
        assertThat(client.send(1, "b")).containsExactly(SUCCESS.replace("0}}", "0,\"ackId\":1}}"));
        assertThat(client.withChannel(UUID.randomUUID().toString()).send(1, "c"))
                .containsExactly(SUCCESS.replace("0}}", "0,\"ackId\":0}}"));
    }

    @Test
    void takesRawDataOfAChannelInItsQuery() throws Exception {
        SplunkLogging client =
                client(plain).withUrl(splunk.endpoint() + "/services/collector/raw?channel=" + UUID.randomUUID());
        assertThat(client.send(1, "a")).containsExactly(SUCCESS);
        assertThat(splunk.indexed()).singleElement().matches(HecRequest::isRaw);
    }

    @Test
    void refusesSoThatTheClientKnowsWhy() throws Exception {
        assertThat(client(HecToken.unacknowledged()).send(1, "a"))
                .containsExactlyInAnyOrderElementsOf(refusal(403, 4, "Invalid token"));
        assertThat(client(plain).withIndex("other").send(1, "a"))
                .containsExactlyInAnyOrder(
                        "{\"error\":\"Incorrect index\",\"code\":7}",
                        "{\"status\":400,\"body\":{\"text\":\"Incorrect index\",\"code\":7,\"invalid-event-number\":0}}");
        assertThat(client(acknowledged).send(1, "a"))
                .containsExactlyInAnyOrderElementsOf(refusal(400, 10, "Data channel is missing"));
        assertThat(client(acknowledged).withChannel("no-guid").send(1, "a"))
                .containsExactlyInAnyOrderElementsOf(refusal(400, 11, "Invalid data channel"));
        splunk.know(plain.disabled());
        assertThat(client(plain).send(1, "a")).containsExactlyInAnyOrderElementsOf(refusal(403, 1, "Token disabled"));
        assertThat(splunk.indexed()).isEmpty();
        assertThat(splunk.refusals()).hasSize(5);
    }

    private static List<String> refusal(int status, int code, String text) {
        return List.of(
                "{\"error\":\"" + text + "\",\"code\":" + code + "}",
                "{\"status\":" + status + ",\"body\":{\"text\":\"" + text + "\",\"code\":" + code + "}}");
    }

    @Test
    void isBusyOrBreaksConnectionsAsATestWants() throws Exception {
        splunk.reply(request -> HecStatus.SERVER_BUSY.answer());
        assertThat(client(plain).send(1, "a")).containsExactlyInAnyOrderElementsOf(refusal(503, 9, "Server is busy"));
        splunk.reply(request -> new Reply.Cut(true));
        assertThat(client(plain).send(1, "b")).singleElement().asString().contains("socket hang up");
        assertThat(splunk.indexed())
                .singleElement()
                .satisfies(request -> assertThat(request.text()).contains("\"b\""));
    }

    @Test
    void speaksTls(@TempDir Path folder) throws Exception {
        SelfSigned identity = SelfSigned.make(folder.resolve("splunk.p12"), "of-a-test");
        try (FakeSplunk secure = FakeSplunk.startTls(identity, plain)) {
            assertThat(SplunkLogging.install(secure.endpoint(), plain).send(1, "a"))
                    .containsExactly(SUCCESS);
        }
    }
}
