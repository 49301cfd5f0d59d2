package io.hydrant.job.redrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of a plan, which also people may want to read. */
final class PlanFile {
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private PlanFile() {}

    static byte[] write(RedrivePlan plan) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("formatVersion", VERSION);
        json.put("number", plan.number());
        json.put("created", plan.created().toString());
        json.put("versionId", plan.versionId());
        json.set("filter", write(plan.filter()));
        ArrayNode objects = json.putArray("objects");
        for (PlannedObject object : plan.objects()) {
            ObjectNode one = objects.addObject();
            one.put("key", object.key());
            one.put("forProcessing", object.forProcessing());
            one.put("forDelivery", object.forDelivery());
            one.put("exhausted", object.exhausted());
            ArrayNode filters = one.putArray("takenBefore");
            object.takenBefore().forEach(filter -> filters.add(write(filter)));
        }
        ArrayNode manifests = json.putArray("manifests");
        plan.manifests().forEach(manifest -> manifest.write(manifests.addObject()));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    }

    private static ObjectNode write(RedriveFilter filter) {
        ObjectNode json = JSON.createObjectNode();
        json.put("since", filter.since() == null ? null : filter.since().toString());
        json.put("code", filter.code());
        return json;
    }

    /** @throws IOException if it is no plan, or one of a later build */
    static RedrivePlan read(byte[] bytes) throws IOException {
        JsonNode json = JSON.readTree(bytes);
        if (json.path("formatVersion").asInt() != VERSION) {
            throw new IOException("not a plan of version " + VERSION);
        }
        List<PlannedObject> objects = new ArrayList<>();
        for (JsonNode one : json.path("objects")) {
            List<RedriveFilter> filters = new ArrayList<>();
            one.path("takenBefore").forEach(filter -> filters.add(readFilter(filter)));
            objects.add(new PlannedObject(
                    one.path("key").asText(),
                    filters,
                    one.path("forProcessing").asLong(),
                    one.path("forDelivery").asLong(),
                    one.path("exhausted").asBoolean()));
        }
        List<SkippedObjects> manifests = new ArrayList<>();
        json.path("manifests").forEach(one -> manifests.add(SkippedObjects.read(one)));
        return new RedrivePlan(
                json.path("number").asInt(),
                Instant.parse(json.path("created").asText()),
                json.path("versionId").asText(),
                readFilter(json.path("filter")),
                objects,
                manifests);
    }

    private static RedriveFilter readFilter(JsonNode json) {
        String since = text(json.path("since"));
        return new RedriveFilter(since == null ? null : Instant.parse(since), text(json.path("code")));
    }

    private static @Nullable String text(JsonNode json) {
        return json.isTextual() ? json.asText() : null;
    }
}
