package io.hydrant.operators.decompress;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.hydrant.core.json.JsonScanner;
import io.hydrant.core.json.JsonString;
import java.util.Arrays;

/** Reads what CloudWatch Logs sends to its subscribers. Static and without state. */
final class CloudWatchLogs {
    /** What {@link #messages} gives for what CloudWatch Logs does not send. */
    static final int INVALID = -1;
    /** What {@link #messages} gives for a document without messages, such as a probe of CloudWatch Logs. */
    static final int NOTHING = -2;

    private static final byte[] TYPE = quoted("messageType");
    private static final byte[] EVENTS = quoted("logEvents");
    private static final byte[] MESSAGE = quoted("message");
    private static final byte[] DATA = quoted("DATA_MESSAGE");
    private static final byte[] CONTROL = quoted("CONTROL_MESSAGE");

    private CloudWatchLogs() {}

    private static byte[] quoted(String text) {
        return ('"' + text + '"').getBytes(US_ASCII);
    }

    /**
     * Writes the messages of a document's log events, with a newline between two of them.
     *
     * @param target has room for as many bytes as the document, from {@code at} on
     * @return index in the target behind the last message, or what is said above
     */
    static int messages(byte[] json, int length, byte[] target, int at) {
        int start = JsonScanner.skipSpace(json, 0, length);
        int end = JsonScanner.skipValue(json, start, length);
        if (end == JsonScanner.INVALID || json[start] != '{' || JsonScanner.skipSpace(json, end, length) != length) {
            return INVALID;
        }
        int type = member(json, start, end, TYPE);
        if (type >= 0 && matches(json, type, CONTROL)) {
            return NOTHING;
        }
        int events = member(json, start, end, EVENTS);
        if (type < 0 || !matches(json, type, DATA) || events < 0 || json[events] != '[') {
            return INVALID;
        }
        return messagesOf(json, events, end, target, at);
    }

    private static int messagesOf(byte[] json, int events, int to, byte[] target, int at) {
        int out = at;
        int event = JsonScanner.skipSpace(json, events + 1, to);
        boolean first = true;
        while (json[event] != ']') {
            int eventEnd = JsonScanner.skipValue(json, event, to);
            int message = json[event] == '{' ? member(json, event, eventEnd, MESSAGE) : -1;
            if (message < 0 || json[message] != '"') {
                return INVALID;
            }
            if (!first) {
                target[out++] = '\n';
            }
            first = false;
            out = JsonString.decode(json, message + 1, JsonScanner.skipString(json, message, to) - 1, target, out);
            event = JsonScanner.skipComma(json, eventEnd, to, ']');
        }
        return first ? NOTHING : out;
    }

    /** Index of the value of a member of the object at an index, which was found valid; the last one counts. */
    private static int member(byte[] json, int object, int to, byte[] name) {
        int found = -1;
        int at = JsonScanner.skipSpace(json, object + 1, to);
        while (json[at] != '}') {
            int value = JsonScanner.skipColon(json, JsonScanner.skipName(json, at, to), to);
            if (matches(json, at, name)) {
                found = value;
            }
            at = JsonScanner.skipComma(json, JsonScanner.skipValue(json, value, to), to, '}');
        }
        return found;
    }

    private static boolean matches(byte[] json, int at, byte[] text) {
        return at + text.length <= json.length && Arrays.equals(json, at, at + text.length, text, 0, text.length);
    }
}
