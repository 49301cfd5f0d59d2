package io.hydrant.sinks.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Reads the answer to a bulk request, item by item: they are in the order of the documents sent.
 *
 * <p>An answer that says first that there were no errors, as servers do, is not read to its end. Static, safe for any
 * thread.
 */
final class BulkAnswer {
    /** What {@link #read} is asked for, so that the server sends no more: an item is 26 bytes then in place of 200. */
    static final String FILTER = "errors,items.*.status,items.*.error";

    /** Of an error's text, in bytes: thousands of documents can fail at once. */
    static final int MAX_ERROR_BYTES = 1000;

    private static final JsonFactory JSON = new JsonFactory();
    private static final int SUCCESS = 300;

    private BulkAnswer() {}

    /** Is told of each document that was not indexed. */
    interface FailedItem {
        /**
         * One item.
         *
         * @param item number of the document in the request, from 0
         * @param status HTTP status of this document
         * @param error the server's own words, cut; empty if it has none
         */
        void accept(int item, int status, String error);
    }

    /**
     * Reads an answer with status 200.
     *
     * @param answer its body
     * @param items how many documents were sent
     * @throws IOException if it is no answer to a request with so many; what was told of it so far does not count
     */
    static void read(byte[] answer, int items, FailedItem failed) throws IOException {
        try (JsonParser json = JSON.createParser(answer)) {
            require(json.nextToken() == JsonToken.START_OBJECT);
            int read = -1;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String member = json.currentName();
                JsonToken value = json.nextToken();
                if (member.equals("errors") && value == JsonToken.VALUE_FALSE) {
                    return;
                }
                if (member.equals("items")) {
                    read = readItems(json, answer, failed);
                } else {
                    json.skipChildren();
                }
            }
            require(json.currentToken() == JsonToken.END_OBJECT && read == items);
        }
    }

    private static int readItems(JsonParser json, byte[] answer, FailedItem failed) throws IOException {
        require(json.currentToken() == JsonToken.START_ARRAY);
        int item = 0;
        for (; json.nextToken() != JsonToken.END_ARRAY; item++) {
            // {"index": {"status": 400, "error": {...}}}
            require(json.currentToken() == JsonToken.START_OBJECT && json.nextToken() == JsonToken.FIELD_NAME);
            require(json.nextToken() == JsonToken.START_OBJECT);
            readItem(json, answer, item, failed);
            require(json.nextToken() == JsonToken.END_OBJECT);
        }
        return item;
    }

    private static void readItem(JsonParser json, byte[] answer, int item, FailedItem failed) throws IOException {
        int status = 0;
        String error = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            json.nextToken();
            if (member.equals("status")) {
                status = json.getIntValue();
            } else if (member.equals("error")) {
                error = text(json, answer);
            } else {
                json.skipChildren();
            }
        }
        require(status > 0);
        if (status >= SUCCESS) {
            failed.accept(item, status, error);
        }
    }

    /** The value at hand as it stands in the answer. */
    private static String text(JsonParser json, byte[] answer) throws IOException {
        int from = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        // A string is read to its end only when somebody asks for it.
        json.finishToken();
        int to = (int) json.currentLocation().getByteOffset();
        return new String(answer, from, Math.min(to - from, MAX_ERROR_BYTES), UTF_8);
    }

    private static void require(boolean holds) throws IOException {
        if (!holds) {
            throw new IOException("not the answer to a bulk request");
        }
    }
}
