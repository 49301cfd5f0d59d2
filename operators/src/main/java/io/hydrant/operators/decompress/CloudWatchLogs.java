package io.hydrant.operators.decompress;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.hydrant.core.json.JsonScanner;
import io.hydrant.core.json.JsonString;
import java.util.Arrays;

/**
 * Reads what CloudWatch Logs sends to its subscribers, in one walk over the document: most of it are the messages, so it is
 * not looked at twice. Reused for each document; not thread-safe.
 */
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

    private byte[] json = new byte[0];
    private int to;
    private byte[] target = new byte[0];
    /** Where the next message begins in the target. */
    private int out;

    private boolean isControl;
    private boolean isData;
    /** How many events were read; negative if one of them, or what holds them, has not the form of CloudWatch Logs. */
    private int events;

    private static byte[] quoted(String text) {
        return ('"' + text + '"').getBytes(US_ASCII);
    }

    /**
     * Writes the messages of a document's log events, with a newline between two of them.
     *
     * @param into has room for as many bytes as the document, from {@code at} on
     * @return index in the target behind the last message, or what is said above
     */
    int messages(byte[] document, int length, byte[] into, int at) {
        json = document;
        to = length;
        target = into;
        out = at;
        isControl = false;
        isData = false;
        events = INVALID;
        int end = readDocument(JsonScanner.skipSpace(json, 0, to), at);
        if (end < 0 || JsonScanner.skipSpace(json, end, to) != to) {
            return INVALID;
        }
        if (isControl) {
            return NOTHING;
        }
        if (!isData || events < 0) {
            return INVALID;
        }
        return events == 0 ? NOTHING : out;
    }

    private int readDocument(int start, int at) {
        int i = start < to && json[start] == '{' ? JsonScanner.skipSpace(json, start + 1, to) : INVALID;
        while (i >= 0 && i < to && json[i] != '}') {
            int name = i;
            int value = valueOf(name);
            if (value < 0 || value >= to) {
                return INVALID;
            }
            if (matches(name, EVENTS)) {
                // The last one counts, as with any member.
                out = at;
                i = readEvents(value);
            } else {
                if (matches(name, TYPE)) {
                    isControl = matches(value, CONTROL);
                    isData = matches(value, DATA);
                }
                i = JsonScanner.skipValue(json, value, to, 2);
            }
            i = i < 0 ? INVALID : JsonScanner.skipComma(json, i, to, '}');
        }
        return i >= 0 && i < to ? i + 1 : INVALID;
    }

    /** Reads the events at an index; gives the index behind them. */
    private int readEvents(int start) {
        if (json[start] != '[') {
            events = INVALID;
            return JsonScanner.skipValue(json, start, to, 2);
        }
        events = 0;
        int i = JsonScanner.skipSpace(json, start + 1, to);
        while (i >= 0 && i < to && json[i] != ']') {
            if (json[i] != '{') {
                return INVALID;
            }
            if (events > 0) {
                target[out++] = '\n';
            }
            events++;
            i = readEvent(i);
            i = i < 0 ? INVALID : JsonScanner.skipComma(json, i, to, ']');
        }
        return i >= 0 && i < to ? i + 1 : INVALID;
    }

    /** Writes the message of the event at an index; gives the index behind the event, or that it has none. */
    private int readEvent(int start) {
        int begin = out;
        boolean found = false;
        int i = JsonScanner.skipSpace(json, start + 1, to);
        while (i >= 0 && i < to && json[i] != '}') {
            int value = valueOf(i);
            int end = value < 0 ? INVALID : JsonScanner.skipValue(json, value, to, 4);
            if (end < 0) {
                return INVALID;
            }
            if (matches(i, MESSAGE)) {
                found = json[value] == '"';
                out = found ? JsonString.decode(json, value + 1, end - 1, target, begin) : begin;
            }
            i = JsonScanner.skipComma(json, end, to, '}');
        }
        return found && i >= 0 && i < to ? i + 1 : INVALID;
    }

    private int valueOf(int name) {
        int end = JsonScanner.skipName(json, name, to);
        return end < 0 ? INVALID : JsonScanner.skipColon(json, end, to);
    }

    private boolean matches(int at, byte[] text) {
        return at + text.length <= to && Arrays.equals(json, at, at + text.length, text, 0, text.length);
    }
}
