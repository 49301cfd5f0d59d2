package io.hydrant.test.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.test.chaos.Ledger;
import io.hydrant.test.chaos.Records;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * Records that are documents, and a few that no index takes: every hundredth has a text for a number, and some others have a
 * line end within a string. Each says its id. Objects of the error output are read with {@link #read}, indices with
 * {@link #readDocuments}. Safe for any thread.
 */
final class Readings implements Records {
    /** Mapping of the index, so that the first document does not choose it. */
    static final String INDEX = "{\"mappings\": {\"properties\": {\"value\": {\"type\": \"long\"}}}}";

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public byte[] of(long id) {
        String value = isMismatch(id) ? "\"high\"" : Long.toString(id * 7);
        String end = isNoDocument(id) ? "two\nlines" : "ünïcode " + "x".repeat((int) (id % 200));
        return ("{\"id\": " + id + ",\n \"value\": " + value + ", \"text\": \"" + end + "\"}\n").getBytes(UTF_8);
    }

    static boolean isMismatch(long id) {
        return id % 100 == 17;
    }

    static boolean isNoDocument(long id) {
        return id % 1000 == 50;
    }

    /** How many of the first {@code count} records no index takes. */
    static long refused(long count) {
        return LongStream.range(0, count)
                .filter(id -> isMismatch(id) || isNoDocument(id))
                .count();
    }

    /** Reads the error output: what was refused has arrived, if it is said why. */
    @Override
    public void read(String key, InputStream contents, LongConsumer delivered) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(contents, UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode error = JSON.readTree(line);
            long id = id(error.path("rawData").binaryValue());
            String reason = isNoDocument(id) ? "is not a JSON object" : "mapper_parsing_exception";
            boolean right = (isMismatch(id) || isNoDocument(id))
                    && error.path("errorCode").asText().equals("400")
                    && error.path("errorMessage").asText().contains(reason)
                    && error.path("esDocumentId").asText().matches(".{11}\\.[0-9a-f]+\\.[0-9a-f]+\\.[0-9a-f]+")
                    && error.path("esIndexName").asText().startsWith("readings")
                    && error.has("esTypeName");
            if (!right) {
                throw new IOException("has the line " + line);
            }
            delivered.accept(id);
        }
    }

    private long id(byte[] record) throws IOException {
        String text = new String(record, UTF_8);
        long id = Long.parseLong(text.substring(text.indexOf(' ') + 1, text.indexOf(',')));
        if (!text.equals(new String(of(id), UTF_8))) {
            throw new IOException("has record " + id + " with other bytes than were sent");
        }
        return id;
    }

    /** Notes what indices hold, each document once. */
    void readDocuments(Map<String, JsonNode> documents, Ledger ledger) throws IOException {
        for (Map.Entry<String, JsonNode> document : documents.entrySet()) {
            JsonNode source = document.getValue().path("_source");
            long id = source.path("id").asLong();
            if (isMismatch(id) || isNoDocument(id) || !source.equals(JSON.readTree(of(id)))) {
                ledger.fault("not what was sent: " + document);
            } else {
                ledger.deliver(id, document.getKey());
            }
        }
    }
}
