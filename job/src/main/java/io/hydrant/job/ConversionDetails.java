package io.hydrant.job;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hydrant.core.format.SchemaReference.GlueTable;
import io.hydrant.core.record.KinesisMetadata;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordCursor;
import io.hydrant.operators.convert.Conversion.FailureDetails;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * What Firehose says of a record that format conversion failed at: where it stood, and which table it did not fit.
 *
 * @param kinesis whether records come from a Kinesis data stream, with its sequence numbers; others have their offset in the
 *     log or topic, and their index in the request
 * @param partitioned whether the metadata of a record that is its own original says its partition
 * @param table null: the schema is no table's
 * @param region of this deployment
 * @param accountId of this deployment
 */
record ConversionDetails(
        boolean kinesis, boolean partitioned, @Nullable GlueTable table, String region, String accountId)
        implements FailureDetails {
    private static final JsonFactory JSON = new JsonFactory();

    @Override
    public String of(RecordBatch batch, int i, String schemaVersion) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            writePlace(json, batch, batch.originalOf(i));
            if (table != null) {
                writeTable(json, table, schemaVersion);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not take what is written to it", e);
        }
        return text.toString().substring(1, text.getBuffer().length() - 1);
    }

    private void writePlace(JsonGenerator json, RecordBatch batch, int original) throws IOException {
        RecordBatch originals = batch.originals();
        boolean known = kinesis && (batch.hasOriginals() || !partitioned);
        KinesisMetadata metadata = known ? KinesisMetadata.of(originals, original) : null;
        if (metadata != null) {
            json.writeStringField("sequenceNumber", metadata.sequenceNumber());
            json.writeNumberField("subSequenceNumber", metadata.subsequenceNumber());
        } else {
            RecordCursor place = new RecordCursor(originals).moveTo(original);
            json.writeStringField("sequenceNumber", Long.toString(place.offset()));
            json.writeNumberField("subSequenceNumber", place.index());
        }
    }

    private void writeTable(JsonGenerator json, GlueTable glue, String schemaVersion) throws IOException {
        String catalogId = glue.catalogId() == null ? accountId : glue.catalogId();
        String itsRegion = glue.region() == null ? region : glue.region();
        json.writeObjectFieldStart("dataCatalogTable");
        json.writeStringField("catalogId", catalogId);
        json.writeStringField("databaseName", glue.database());
        json.writeStringField("tableName", glue.table());
        json.writeStringField("region", itsRegion);
        json.writeStringField("versionId", schemaVersion);
        json.writeStringField("catalogArn", "arn:aws:glue:" + itsRegion + ":" + catalogId + ":catalog");
        json.writeEndObject();
    }
}
