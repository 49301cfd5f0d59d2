package io.hydrant.sinks.redshift;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.sinks.s3.StagedObject;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Lists of objects, in the form that COPY takes. What is said of skipped ones stands beside the entries, where COPY does not
 * look.
 */
final class Manifests {
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("yyyy/MM/dd/HH/", Locale.US);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss", Locale.US);

    private final RedshiftCopyOptions options;

    Manifests(RedshiftCopyOptions options) {
        this.options = options;
    }

    /**
     * Writes what one attempt copies, under a name that no other attempt has: one that goes on after its connection is lost
     * must not change what another copies.
     *
     * @return the manifest's URL
     */
    String write(List<StagedObject> objects) throws IOException {
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        ArrayNode entries = manifest.putArray("entries");
        for (StagedObject object : objects) {
            entries.addObject().put("url", object.url()).put("mandatory", true);
        }
        String key = key("manifests/", System.currentTimeMillis(), UUID.randomUUID());
        return options.bucket().write(key, manifest.toString().getBytes(UTF_8));
    }

    /**
     * Writes what is skipped; doing so again changes nothing but the time in it.
     *
     * @return the manifest's URL
     */
    String writeSkipped(CopyBatch batch, CopyFailure failure) throws IOException {
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        ArrayNode entries = manifest.putArray("entries");
        for (StagedObject object : batch.objects()) {
            entries.addObject()
                    .put("url", object.url())
                    .put("mandatory", true)
                    .putObject("meta")
                    .put("record_count", object.records());
        }
        manifest.putObject("meta")
                .put("record_count", batch.records())
                .put("stream", options.stream())
                .put("batch", batch.id().toString())
                .put("errorCode", failure.code())
                .put("sqlState", failure.sqlState())
                .put("errorMessage", failure.message())
                .put("attemptsMade", batch.attempts())
                .put("attemptEndingTimestamp", System.currentTimeMillis());
        String key = key(options.prefix() + "errors/manifests/", batch.firstAttemptMillis(), batch.id());
        return options.bucket().write(key, manifest.toString().getBytes(UTF_8));
    }

    private String key(String folder, long millis, UUID id) {
        ZonedDateTime time = Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC);
        return folder + HOUR.format(time) + options.stream() + "-" + options.versionId() + "-" + SECOND.format(time)
                + "-" + id;
    }
}
