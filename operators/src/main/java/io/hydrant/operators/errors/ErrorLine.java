package io.hydrant.operators.errors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hydrant.core.record.FailedRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A failed record as Firehose writes it: one JSON object with its members in Firehose's order, and a newline. */
final class ErrorLine {
    private static final JsonFactory JSON = new JsonFactory();

    private ErrorLine() {}

    static byte[] of(FailedRecord failed) throws IOException {
        // Base64 takes four bytes for three; 256 are for the rest.
        ByteArrayOutputStream line = new ByteArrayOutputStream(failed.rawData().length / 3 * 4 + 256);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeNumberField("attemptsMade", failed.attemptsMade());
            json.writeNumberField("arrivalTimestamp", failed.arrivalMillis());
            json.writeStringField("errorCode", failed.errorCode());
            json.writeStringField("errorMessage", failed.errorMessage());
            json.writeNumberField("attemptEndingTimestamp", failed.attemptEndingMillis());
            json.writeBinaryField("rawData", failed.rawData());
            if (!failed.details().isEmpty()) {
                json.writeRaw(',');
                json.writeRaw(failed.details());
            }
            json.writeEndObject();
            json.writeRaw('\n');
        }
        return line.toByteArray();
    }
}
