package io.hydrant.operators.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.hydrant.core.prefix.PartitionKeys;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a function's response, member by member, in whatever order they come.
 *
 * <p>A response that does not have every id exactly once, or is not of the expected form, fails as a whole: none of its
 * records can be trusted to be the one that it says it is. A single record whose result or data is wrong fails alone.
 */
final class ResponseReader {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser json;
    private final RecordIds ids;
    private final Answers answers;
    private final KeySlots keys;

    private boolean duplicated;
    private boolean unknown;

    /** What was read of the record that is being read. */
    private @Nullable String recordId;

    private @Nullable String result;
    private boolean hasData;
    private int dataStart;

    private ResponseReader(JsonParser json, RecordIds ids, Answers answers, KeySlots keys) {
        this.json = json;
        this.ids = ids;
        this.answers = answers;
        this.keys = keys;
    }

    /**
     * Reads a response.
     *
     * @param records how many records the request had
     * @param ids of the request's records
     * @param keys whose values are kept as the records' metadata
     * @throws InvocationException if the response fails as a whole
     */
    static Answers read(byte[] response, int records, RecordIds ids, PartitionKeys keys) throws InvocationException {
        Answers answers = new Answers(records, response.length / 4 * 3);
        try (JsonParser json = JSON.createParser(response)) {
            ResponseReader reader = new ResponseReader(json, ids, answers, new KeySlots(keys));
            if (!reader.readAll()) {
                throw LambdaErrors.NOT_PARSEABLE.asException();
            }
            reader.check();
        } catch (IOException e) {
            // Its message would show what is in the response.
            throw LambdaErrors.NOT_PARSEABLE.asException();
        }
        return answers;
    }

    private void check() throws InvocationException {
        if (duplicated) {
            throw LambdaErrors.DUPLICATED_RECORD_ID.asException();
        }
        if (!answers.isComplete()) {
            throw LambdaErrors.MISSING_RECORD_ID.asException();
        }
        if (unknown) {
            throw LambdaErrors.UNKNOWN_RECORD_ID.asException();
        }
    }

    private boolean readAll() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        boolean found = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean isRecords = json.currentName().equals("records");
            JsonToken value = json.nextToken();
            if (!isRecords) {
                json.skipChildren();
                continue;
            }
            if (found || value != JsonToken.START_ARRAY || !readRecords()) {
                return false;
            }
            found = true;
        }
        return found && json.nextToken() == null;
    }

    private boolean readRecords() throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            readRecord();
        }
        return json.currentToken() == JsonToken.END_ARRAY;
    }

    private void readRecord() throws IOException {
        recordId = null;
        result = null;
        hasData = false;
        dataStart = answers.data().size();
        keys.clear();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            json.nextToken();
            switch (member) {
                case "recordId" -> recordId = scalar();
                case "result" -> result = scalar();
                case "data", "kafkaRecordValue" -> readData();
                case "metadata" -> readMetadata();
                default -> json.skipChildren();
            }
        }
        endRecord();
    }

    /** Null if it is null, an object or an array. */
    private @Nullable String scalar() throws IOException {
        String text = json.getValueAsString();
        json.skipChildren();
        return text;
    }

    private void readData() throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            json.skipChildren();
            return;
        }
        answers.data().truncate(dataStart);
        hasData =
                Base64Text.decode(json.getTextCharacters(), json.getTextOffset(), json.getTextLength(), answers.data());
    }

    private void readMetadata() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean isKeys = json.currentName().equals("partitionKeys");
            if (json.nextToken() == JsonToken.START_OBJECT && isKeys) {
                readPartitionKeys();
            } else {
                json.skipChildren();
            }
        }
    }

    private void readPartitionKeys() throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            keys.put(name, scalar());
        }
    }

    private void endRecord() {
        int number = recordId == null ? -1 : ids.numberOf(recordId);
        if (number < 0) {
            unknown = true;
        } else if (answers.status(number) != null) {
            duplicated = true;
        } else if ("Ok".equals(result) && hasData) {
            answers.ok(number, dataStart, keys.encode());
            return;
        } else if ("Ok".equals(result)) {
            answers.failed(number, LambdaErrors.NO_DATA);
        } else if ("Dropped".equals(result)) {
            answers.dropped(number);
        } else if ("ProcessingFailed".equals(result)) {
            answers.failed(number, LambdaErrors.PROCESSING_FAILED);
        } else {
            answers.failed(number, LambdaErrors.NO_RESULT);
        }
        answers.data().truncate(dataStart);
    }
}
