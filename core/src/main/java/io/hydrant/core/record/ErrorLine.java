package io.hydrant.core.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A failed record as Firehose writes it: one JSON object with its members in Firehose's order, and a newline. */
public final class ErrorLine {
    private static final JsonFactory JSON = new JsonFactory();

    private ErrorLine() {}

    /** The line as UTF-8. */
    public static byte[] of(FailedRecord failed) {
        // Base64 takes four bytes for three; 256 are for the rest.
        boolean converting = failed.outputType().equals(FailedRecord.FORMAT_CONVERSION_FAILED);
        ByteArrayOutputStream line = new ByteArrayOutputStream(failed.rawData().length / 3 * 4 + 256);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeNumberField("attemptsMade", failed.attemptsMade());
            json.writeNumberField("arrivalTimestamp", failed.arrivalMillis());
            json.writeStringField(converting ? "lastErrorCode" : "errorCode", failed.errorCode());
            json.writeStringField(converting ? "lastErrorMessage" : "errorMessage", failed.errorMessage());
            json.writeNumberField("attemptEndingTimestamp", failed.attemptEndingMillis());
            json.writeBinaryField("rawData", failed.rawData());
            if (!failed.details().isEmpty()) {
                json.writeRaw(',');
                json.writeRaw(failed.details());
            }
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not take what is written to it", e);
        }
        return line.toByteArray();
    }
}
