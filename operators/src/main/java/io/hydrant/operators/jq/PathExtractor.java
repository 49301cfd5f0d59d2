package io.hydrant.operators.jq;

import io.hydrant.core.jq.JqMember;
import io.hydrant.core.json.JsonScanner;
import io.hydrant.core.json.JsonString;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers a query that is an object of simple paths by one walk over the record's bytes, without a tree and without making
 * anything but what an escaped value needs.
 *
 * <p>It answers only what it is sure of. The whole record is read, so that one that is no JSON behind the last value fails
 * as it does with the library. Whatever is not plain (no JSON by the scanner's rules, a number that is no short integer, a
 * name with an escape) is left to the library. A test holds both against each other.
 */
final class PathExtractor {
    /** What {@link #extract} gives for a record that the library has to judge. */
    static final String ASK_LIBRARY = "ask the library";

    private static final byte NULL = 0;
    private static final byte STRING = 1;
    private static final byte ESCAPED = 2;
    /** Its bytes are its text. */
    private static final byte PLAIN = 3;

    private static final byte CONTAINER = 4;
    /** The path leads into something that has no fields. */
    private static final byte FAILED = 5;

    /** Digits of the longest integer that is surely a long. */
    private static final int MAX_DIGITS = 18;

    private final PathTree tree;
    private final int[] keys;
    private final byte[] kinds;
    private final int[] starts;
    private final int[] ends;
    private static final int SHORT_NAME = 100;

    /** Whether a member's value is a number that the library has to write. */
    private boolean unsure;

    PathExtractor(List<JqMember> members, FoundValues found) {
        this.tree = PathTree.of(members);
        this.keys =
                members.stream().mapToInt(member -> found.indexOf(member.key())).toArray();
        this.kinds = new byte[members.size()];
        this.starts = new int[members.size()];
        this.ends = new int[members.size()];
    }

    /** Finds the values of a record; gives why it failed, {@link #ASK_LIBRARY}, or null. */
    @Nullable
    String extract(byte[] json, int from, int to, FoundValues found) {
        unsure = false;
        Arrays.fill(kinds, NULL);
        int end = value(tree, json, JsonScanner.skipSpace(json, from, to), to, 1);
        if (end < 0 || JsonScanner.skipSpace(json, end, to) != to || unsure) {
            return ASK_LIBRARY;
        }
        return take(json, found);
    }

    /** Notes what the value at an index means for the members at and below a node; gives the index behind it. */
    private int value(PathTree node, byte[] json, int at, int to, int depth) {
        if (at >= to) {
            return JsonScanner.INVALID;
        }
        boolean object = json[at] == '{';
        int end = object && node.hasChildren()
                ? object(node, json, at, to, depth)
                : JsonScanner.skipValue(json, at, to, depth);
        if (end < 0) {
            return JsonScanner.INVALID;
        }
        if (!object) {
            note(node.below(), json[at] == 'n' ? NULL : FAILED, at, end);
        }
        if (node.here().length > 0) {
            note(node.here(), kind(json, at, end), at, end);
        }
        return end;
    }

    private void note(int[] members, byte kind, int start, int end) {
        for (int member : members) {
            kinds[member] = kind;
            starts[member] = start;
            ends[member] = end;
        }
    }

    private byte kind(byte[] json, int start, int end) {
        return switch (json[start]) {
            case 'n' -> NULL;
            case '{', '[' -> CONTAINER;
            case '"' -> JsonString.isPlain(json, start + 1, end - 1) ? STRING : ESCAPED;
            case 't', 'f' -> PLAIN;
            default -> {
                unsure |= !isShortInteger(json, start, end);
                yield PLAIN;
            }
        };
    }

    private static boolean isShortInteger(byte[] json, int start, int end) {
        for (int i = start + 1; i < end; i++) {
            if (json[i] < '0' || json[i] > '9') {
                return false;
            }
        }
        boolean minusZero = json[start] == '-' && json[start + 1] == '0';
        return end - start <= MAX_DIGITS && !minusZero;
    }

    private int object(PathTree node, byte[] json, int at, int to, int depth) {
        note(node.below(), NULL, at, at);
        int i = JsonScanner.skipSpace(json, at + 1, to);
        while (i >= 0 && i < to && json[i] != '}') {
            i = member(node, json, i, to, depth);
        }
        return i >= 0 && i < to ? i + 1 : JsonScanner.INVALID;
    }

    private int member(PathTree node, byte[] json, int at, int to, int depth) {
        int nameEnd = skipName(json, at, to);
        if (nameEnd < 0) {
            return JsonScanner.INVALID;
        }
        int start = JsonScanner.skipColon(json, nameEnd, to);
        if (start < 0) {
            return JsonScanner.INVALID;
        }
        PathTree child = node.child(json, at + 1, nameEnd - 1);
        int end = child == null
                ? JsonScanner.skipValue(json, start, to, depth + 1)
                : value(child, json, start, to, depth + 1);
        return end < 0 ? JsonScanner.INVALID : JsonScanner.skipComma(json, end, to, '}');
    }

    /** Index behind a name without escapes; nearly all are short and of ASCII. */
    private static int skipName(byte[] json, int at, int to) {
        if (at >= to || json[at] != '"') {
            return JsonScanner.INVALID;
        }
        int limit = Math.min(to, at + SHORT_NAME);
        int i = at + 1;
        while (i < limit && json[i] >= ' ' && json[i] != '"' && json[i] != '\\') {
            i++;
        }
        if (i < limit && json[i] == '"') {
            return i + 1;
        }
        int end = JsonScanner.skipName(json, at, to);
        return end >= 0 && JsonString.isPlain(json, at + 1, end - 1) ? end : JsonScanner.INVALID;
    }

    private @Nullable String take(byte[] json, FoundValues found) {
        for (byte kind : kinds) {
            if (kind == FAILED) {
                return ExtractionFailure.QUERY_FAILED;
            }
        }
        found.clear();
        for (int member = 0; member < kinds.length; member++) {
            if (kinds[member] == CONTAINER) {
                return ExtractionFailure.NOT_SCALAR;
            }
            int quote = kinds[member] == PLAIN ? 0 : 1;
            int start = starts[member] + quote;
            int length = ends[member] - quote - start;
            if (kinds[member] == NULL || length == 0) {
                return ExtractionFailure.NULL_OR_EMPTY;
            }
            if (kinds[member] == ESCAPED) {
                byte[] text = new byte[length];
                found.put(keys[member], text, 0, JsonString.decode(json, start, start + length, text, 0));
            } else {
                found.put(keys[member], json, start, length);
            }
        }
        return null;
    }
}
