package io.hydrant.gateway.put;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.core.record.RecordBatchBuilder;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of PutRecord and PutRecordBatch in one pass, each record's bytes straight into the batch. Members may come
 * in any order, unknown ones are skipped. Whatever is not such JSON is a SerializationException.
 *
 * <p>For one request; not thread-safe.
 */
final class PutReader {
    /** Deeper than anything the API has; a bound against documents that are nothing but brackets. */
    private static final int MAX_DEPTH = 32;

    private static final int MAX_MEMBER_NAME = 1_000;
    private static final Base64.Decoder BASE64 = Base64.getDecoder();
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(MAX_MEMBER_NAME)
                    // The body is bounded already, and a record that is too long has an error of its own.
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final RecordBatchBuilder batch;
    private final Violations violations = new Violations();
    private @Nullable String name;
    private int records;
    private long bytes;

    /** A reader that adds the records to the batch. */
    PutReader(RecordBatchBuilder batch) {
        this.batch = batch;
    }

    /** Reads a PutRecord call; returns the stream's name. */
    String readRecord(byte[] body, int length) {
        if (!read(body, length, "Record", false)) {
            violations.missing("record");
        }
        return checked();
    }

    /** Reads a PutRecordBatch call; returns the stream's name. */
    String readRecords(byte[] body, int length) {
        if (!read(body, length, "Records", true)) {
            violations.missing("records");
        } else if (records == 0) {
            violations.tooShort("[]", "records", 1);
        } else if (records > PutLimits.MAX_BATCH_RECORDS) {
            violations.tooLong("[" + records + " records]", "records", PutLimits.MAX_BATCH_RECORDS);
        }
        return checked();
    }

    private String checked() {
        violations.checkName(name);
        violations.throwIfAny();
        if (bytes > PutLimits.MAX_BATCH_BYTES) {
            throw new FirehoseException(ErrorCode.INVALID_ARGUMENT, "Records size exceeds 4 MB limit");
        }
        return name == null ? "" : name;
    }

    /** Reads the document; false if the member with the data is not there. */
    private boolean read(byte[] body, int length, String dataMember, boolean list) {
        try (JsonParser parser = JSON.createParser(body, 0, length)) {
            JsonToken first = parser.nextToken();
            boolean found = false;
            if (first != null) {
                expect(first, JsonToken.START_OBJECT, "the request");
                found = readMembers(parser, dataMember, list);
                if (parser.nextToken() != null) {
                    throw malformed("there is more after the end of the request");
                }
            }
            return found;
        } catch (StreamConstraintsException e) {
            throw malformed("nested deeper, or with longer member names, than any request of this API");
        } catch (IOException e) {
            throw malformed("the body is not JSON");
        }
    }

    private boolean readMembers(JsonParser parser, String dataMember, boolean list) throws IOException {
        boolean found = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String member = parser.currentName();
            JsonToken value = parser.nextToken();
            if (member.equals("DeliveryStreamName")) {
                name = text(parser, value, member);
            } else if (member.equals(dataMember)) {
                if (found) {
                    throw malformed(dataMember + " is there twice");
                }
                found = list ? readList(parser, value) : readOnly(parser, value);
            } else {
                parser.skipChildren();
            }
        }
        return found;
    }

    private boolean readOnly(JsonParser parser, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return false;
        }
        readOne(parser, value, 0);
        return true;
    }

    private boolean readList(JsonParser parser, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return false;
        }
        expect(value, JsonToken.START_ARRAY, "Records");
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            records++;
            if (records > PutLimits.MAX_BATCH_RECORDS) {
                parser.skipChildren();
            } else {
                readOne(parser, next, records);
            }
        }
        return true;
    }

    /** Reads a record; its number in the list counts from 1, and is 0 if it is the only one. */
    private void readOne(JsonParser parser, @Nullable JsonToken value, int number) throws IOException {
        expect(value, JsonToken.START_OBJECT, "Record");
        boolean found = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean data = parser.currentName().equals("Data");
            JsonToken member = parser.nextToken();
            if (!data) {
                parser.skipChildren();
            } else if (member != JsonToken.VALUE_NULL) {
                expect(member, JsonToken.VALUE_STRING, "Data");
                if (found) {
                    throw malformed("Data is there twice");
                }
                found = true;
                decode(parser.getText(), number);
            }
        }
        if (!found) {
            violations.missing(path(number));
        }
    }

    private void decode(String text, int number) {
        long atLeast = text.length() / 4 * 3L - 2;
        if (atLeast > PutLimits.MAX_RECORD_BYTES) {
            violations.tooLong(Violations.blob(atLeast + 2), path(number), PutLimits.MAX_RECORD_BYTES);
            return;
        }
        byte[] data;
        try {
            data = BASE64.decode(text);
        } catch (IllegalArgumentException e) {
            throw malformed("Data is not base64");
        }
        if (data.length > PutLimits.MAX_RECORD_BYTES) {
            violations.tooLong(Violations.blob(data.length), path(number), PutLimits.MAX_RECORD_BYTES);
            return;
        }
        bytes += data.length;
        if (bytes <= PutLimits.MAX_BATCH_BYTES) {
            batch.add(data, 0, data.length);
        }
    }

    private static String path(int number) {
        return number == 0 ? "record.data" : "records." + number + ".member.data";
    }

    private static @Nullable String text(JsonParser parser, JsonToken value, String member) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(value, JsonToken.VALUE_STRING, member);
        return parser.getText();
    }

    private static void expect(@Nullable JsonToken token, JsonToken wanted, String what) {
        if (token != wanted) {
            throw malformed(what + " has to be "
                    + (wanted == JsonToken.VALUE_STRING
                            ? "a string"
                            : wanted == JsonToken.START_ARRAY ? "a list" : "an object"));
        }
    }

    /** Never holds any of the body: that is the caller's data. */
    private static FirehoseException malformed(String what) {
        return new FirehoseException(ErrorCode.SERIALIZATION, "Malformed request: " + what + ".");
    }
}
