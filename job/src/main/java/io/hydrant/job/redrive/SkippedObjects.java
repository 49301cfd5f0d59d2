package io.hydrant.job.redrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects that were written for a database which did not copy them: what an error manifest names.
 *
 * @param key of the manifest
 * @param errorCode why they were not copied
 * @param failedMillis when the last attempt ended, epoch milliseconds
 * @param entries the objects
 */
public record SkippedObjects(String key, String errorCode, long failedMillis, List<Entry> entries) {
    /** Manifests are some hundred bytes for each object. */
    static final int MAX_BYTES = 64 << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One of the objects.
     *
     * @param url as the database names it
     * @param records that it holds
     */
    public record Entry(String url, long records) {}

    /**
     * Reads a manifest.
     *
     * @throws MalformedLineException if it is none, or does not say why its objects were not copied
     * @throws IOException if it is no JSON
     */
    static SkippedObjects read(String key, byte[] manifest) throws IOException, MalformedLineException {
        JsonNode json = JSON.readTree(manifest);
        JsonNode code = json.at("/meta/errorCode");
        JsonNode ended = json.at("/meta/attemptEndingTimestamp");
        List<Entry> entries = new ArrayList<>();
        for (JsonNode entry : json.path("entries")) {
            JsonNode url = entry.path("url");
            JsonNode records = entry.at("/meta/record_count");
            if (!url.isTextual() || !records.canConvertToLong()) {
                throw new MalformedLineException("an entry has no url or no meta.record_count");
            }
            entries.add(new Entry(url.asText(), records.asLong()));
        }
        if (!code.isTextual() || !ended.canConvertToLong() || entries.isEmpty()) {
            throw new MalformedLineException("it lacks one of entries, meta.errorCode and meta.attemptEndingTimestamp");
        }
        return new SkippedObjects(key, code.asText(), ended.asLong(), entries);
    }

    /** How many records they hold. */
    public long records() {
        return entries.stream().mapToLong(Entry::records).sum();
    }

    /** As a plan has it. */
    void write(ObjectNode json) {
        json.put("key", key);
        json.put("errorCode", errorCode);
        json.put("attemptEndingTimestamp", failedMillis);
        ArrayNode objects = json.putArray("entries");
        for (Entry entry : entries) {
            objects.addObject().put("url", entry.url()).put("records", entry.records());
        }
    }

    /** Reads what {@link #write} wrote. */
    static SkippedObjects read(JsonNode json) {
        List<Entry> entries = new ArrayList<>();
        json.path("entries")
                .forEach(entry -> entries.add(new Entry(
                        entry.path("url").asText(), entry.path("records").asLong())));
        return new SkippedObjects(
                json.path("key").asText(),
                json.path("errorCode").asText(),
                json.path("attemptEndingTimestamp").asLong(),
                entries);
    }
}
