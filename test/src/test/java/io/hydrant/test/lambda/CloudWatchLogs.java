package io.hydrant.test.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.hydrant.core.transform.InputRecord;
import io.hydrant.core.transform.RecordTransformer;
import io.hydrant.core.transform.Results;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/**
 * Of what a CloudWatch Logs subscription sends only the messages, one per line. The twin of {@code cloudWatchLogs} in
 * {@code resources/lambda/blueprints.js}; its JSON parser is a jar of its own.
 */
public final class CloudWatchLogs implements RecordTransformer {
    private static final JsonFactory JSON = new JsonFactory();

    @Override
    public String name() {
        return "cloudwatch-logs";
    }

    @Override
    public void transform(InputRecord record, Results results) {
        StringBuilder lines = new StringBuilder();
        String type;
        try (JsonParser json = JSON.createParser(new GZIPInputStream(new ByteArrayInputStream(record.data())))) {
            type = read(json, lines);
        } catch (IOException e) {
            results.failed("ProcessingFailed status set for record");
            return;
        }
        switch (type) {
            case "CONTROL_MESSAGE" -> results.dropped();
            case "DATA_MESSAGE" -> results.ok(lines.toString().getBytes(UTF_8));
            default -> results.failed("ProcessingFailed status set for record");
        }
    }

    /** The type of the document, whose messages go into the lines. */
    private static String read(JsonParser json, StringBuilder lines) throws IOException {
        String type = "";
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("no document");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            JsonToken value = json.nextToken();
            if (member.equals("messageType")) {
                type = json.getText();
            } else if (member.equals("logEvents") && value == JsonToken.START_ARRAY) {
                readEvents(json, lines);
            } else {
                json.skipChildren();
            }
        }
        return type;
    }

    private static void readEvents(JsonParser json, StringBuilder lines) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean isMessage = json.currentName().equals("message");
                json.nextToken();
                if (isMessage) {
                    lines.append(json.getText()).append('\n');
                } else {
                    json.skipChildren();
                }
            }
        }
    }
}
