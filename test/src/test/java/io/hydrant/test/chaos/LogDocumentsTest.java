package io.hydrant.test.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The oracle of processed records: it is content with what should be there, and notices each way to get it wrong. */
class LogDocumentsTest {
    private static final int DOCUMENTS = 400;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> TYPES = Map.of(
            "refused", "processing-failed",
            "homeless", "partitioning-failed",
            "nameless", "metadata-extraction-failed",
            "unfit", "format-conversion-failed");

    private final LogDocuments documents = new LogDocuments(7);
    private final BitSet delivered = new BitSet();
    private final Map<String, String> objects = new TreeMap<>();

    @Test
    void allIsWellWhenEveryMessageIsWhereItBelongsAndEveryDocumentInTheBackup() throws IOException {
        deliverAll();

        readObjects();
        assertThat(delivered.cardinality()).as("without their backup").isZero();
        readBackup(DOCUMENTS);

        assertThat(delivered.cardinality()).isEqualTo(DOCUMENTS);
        assertThat(objects.keySet()).contains("errors/decompression-failed/x", "errors/processing-failed/x");
    }

    @Test
    void aMessageThatIsNowhereIsMissed() throws IOException {
        deliverAll();
        String key = "data/tenant=t 1/region=r1/x";
        objects.put(key, objects.get(key).substring(objects.get(key).indexOf('\n') + 1));

        readObjects();
        readBackup(DOCUMENTS);

        assertThat(delivered.cardinality()).isEqualTo(DOCUMENTS - 1);
    }

    @Test
    void aMessageInAnotherPartitionIsAFault() throws IOException {
        deliverAll();
        String contents = objects.get("data/tenant=t 1/region=r1/x");

        assertThatThrownBy(() -> read("data/tenant=t 1/region=r2/x", contents))
                .hasMessageContaining("of data/tenant=t 1");
    }

    @Test
    void aSecondDeliveryIsAFault() throws IOException {
        deliverAll();
        readObjects();

        for (Map.Entry<String, String> object : objects.entrySet()) {
            assertThatThrownBy(() -> read(object.getKey(), object.getValue())).hasMessageContaining("again");
        }
        readBackup(1);
        assertThatThrownBy(() -> readBackup(1)).hasMessageContaining("again");
    }

    @Test
    void aGoodMessageInTheErrorOutputOrAnUntouchedOneInTheDataIsAFault() throws IOException {
        deliverAll();
        String good = objects.get("data/tenant=t 1/region=r1/x").split("\n", -1)[0];

        assertThatThrownBy(() -> read("errors/processing-failed/x", error(good)))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read("data/tenant=t 1/region=r1/x", good.replace("seen", "deliver") + "\n"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anErrorOfAnotherTypeIsAFault() throws IOException {
        deliverAll();
        String refused = objects.get("errors/processing-failed/x");

        assertThatThrownBy(() -> read("errors/partitioning-failed/x", refused)).hasMessageContaining("REFUSED");
    }

    /** Does by itself what a stream with all processors should do. */
    private void deliverAll() throws IOException {
        for (int document = 0; document < DOCUMENTS; document++) {
            byte[] put = documents.of(document);
            if (put[0] == 'n') {
                add("errors/decompression-failed/x", error(new String(put, UTF_8)));
                continue;
            }
            JsonNode log = JSON.readTree(new GZIPInputStream(new ByteArrayInputStream(put)).readAllBytes());
            if (log.path("messageType").asText().equals("DATA_MESSAGE")) {
                for (JsonNode event : log.path("logEvents")) {
                    deliver(event.path("message").asText());
                }
            }
        }
    }

    private void deliver(String message) throws IOException {
        JsonNode fields = JSON.readTree(message);
        String type = TYPES.get(fields.path("fate").asText());
        if (type != null) {
            add("errors/" + type + "/x", error(message));
        } else {
            String region = "r" + fields.path("id").asLong() % 3;
            add(
                    "data/tenant=" + fields.path("tenant").asText() + "/region=" + region + "/x",
                    message.replace("\"fate\":\"deliver\"", "\"fate\":\"seen\"") + "\n");
        }
    }

    private static String error(String raw) {
        String base64 = Base64.getEncoder().encodeToString(raw.getBytes(UTF_8));
        return "{\"errorCode\":\"code\",\"rawData\":\"" + base64 + "\"}\n";
    }

    private void add(String key, String contents) {
        objects.merge(key, contents, String::concat);
    }

    private void readObjects() throws IOException {
        for (Map.Entry<String, String> object : objects.entrySet()) {
            read(object.getKey(), object.getValue());
        }
    }

    private void readBackup(int count) throws IOException {
        ByteArrayOutputStream backup = new ByteArrayOutputStream();
        for (int document = 0; document < count; document++) {
            backup.write(documents.of(document));
        }
        documents.read("backup/x", new ByteArrayInputStream(backup.toByteArray()), id -> delivered.set((int) id));
    }

    private void read(String key, String contents) throws IOException {
        documents.read(key, new ByteArrayInputStream(contents.getBytes(UTF_8)), id -> delivered.set((int) id));
    }
}
