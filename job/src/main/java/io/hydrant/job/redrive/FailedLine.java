package io.hydrant.job.redrive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * What a line of the error output says, as {@link io.hydrant.core.record.ErrorLine} writes it.
 *
 * @param errorCode says what kind of failure it was
 * @param arrivalMillis when the record arrived, epoch milliseconds
 * @param failedMillis when the last attempt ended, epoch milliseconds
 * @param rawData the record
 * @param documentId id that its document was to have; null if it was to be none, or one without an id
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FailedLine(
        String errorCode,
        long arrivalMillis,
        long failedMillis,
        byte[] rawData,
        @Nullable String documentId) {

    /** A line is bounded where it is read. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(ErrorLineReader.MAX_LINE_BYTES)
                    .build())
            .build();

    /**
     * Reads a line.
     *
     * @throws MalformedLineException if it is no JSON object with all that a line has
     */
    static FailedLine parse(byte[] line) throws MalformedLineException {
        try (JsonParser json = JSON.createParser(line)) {
            return new Reader(json).read();
        } catch (JsonParseException e) {
            throw new MalformedLineException("it is not JSON");
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not give what is read from it", e);
        }
    }

    /** The members of a line while they are read. */
    private static final class Reader {
        private final JsonParser json;
        private @Nullable String errorCode;
        private @Nullable String documentId;
        private byte @Nullable [] rawData;
        private long arrivalMillis = -1;
        private long failedMillis = -1;

        Reader(JsonParser json) {
            this.json = json;
        }

        FailedLine read() throws IOException, MalformedLineException {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedLineException("it is not a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                readMember(name);
            }
            if (json.nextToken() != null) {
                throw new MalformedLineException("there is something behind its JSON object");
            }
            return line();
        }

        private void readMember(String name) throws IOException, MalformedLineException {
            switch (name) {
                case "errorCode", "lastErrorCode" -> errorCode = text(name);
                case "esDocumentId", "osDocumentId" -> documentId = text(name);
                case "arrivalTimestamp" -> arrivalMillis = millis(name);
                case "attemptEndingTimestamp" -> failedMillis = millis(name);
                case "rawData" -> rawData = bytes(name);
                default -> json.skipChildren();
            }
        }

        private String text(String name) throws IOException, MalformedLineException {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                throw new MalformedLineException(name + " is not a string");
            }
            return json.getText();
        }

        private long millis(String name) throws IOException, MalformedLineException {
            if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
                    || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                throw new MalformedLineException(name + " is not a time in epoch milliseconds");
            }
            return json.getLongValue();
        }

        private byte[] bytes(String name) throws IOException, MalformedLineException {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                throw new MalformedLineException(name + " is not a string");
            }
            try {
                return json.getBinaryValue();
            } catch (JsonParseException e) {
                throw new MalformedLineException(name + " is not base64");
            }
        }

        private FailedLine line() throws MalformedLineException {
            if (errorCode == null || rawData == null || arrivalMillis < 0 || failedMillis < 0) {
                throw new MalformedLineException(
                        "it lacks one of errorCode, rawData, arrivalTimestamp and" + " attemptEndingTimestamp");
            }
            boolean named = documentId != null && !documentId.isEmpty();
            return new FailedLine(errorCode, arrivalMillis, failedMillis, rawData, named ? documentId : null);
        }
    }
}
