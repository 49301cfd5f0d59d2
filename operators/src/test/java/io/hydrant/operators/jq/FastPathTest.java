package io.hydrant.operators.jq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.jq.JqMember;
import io.hydrant.core.jq.JqQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The fast path against the library: 60,000 documents, most of them odd, some broken, each with several queries. */
final class FastPathTest {
    private static final String[] NAMES = {"a", "b", "c d", "\u00e9", "x\\u0061", ""};
    private static final String[] SCALARS = {
        "1",
        "0",
        "-0",
        "-7",
        "1.0",
        "1e3",
        "-1.5E-3",
        "123456789012345678",
        "12345678901234567890",
        "999999999999999999999999999999",
        "1e400",
        "0.1",
        "true",
        "false",
        "null",
        "\"\"",
        "\"v\"",
        "\"a\\\"b\"",
        "\"\\u00e9\\n\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud83d\"",
        "\"\u20ac\ud83d\ude00\"",
        "\"null\"",
        "\"\\u0000\"",
        "\"1\"",
        "\"long enough to be read in several steps\""
    };
    private static final String[] JUNK = {
        "{", "}", "[", "]", ",", ":", "\"", "\\", "x", "{}", " ", "\n", "1", "null", "\u0001", "\ufeff", "\\u12", "//c",
        "NaN", "+1", "01", ".5", "tru", "\u00a0"
    };
    private static final String[] SPACES = {"", "", "", " ", "\n", "\t \r"};

    private final Random random = new Random(42);
    private int answered;

    @Test
    void answersAsTheLibraryDoes() {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            pairs.add(new Pair(query()));
        }
        int found = 0;
        for (int i = 0; i < 60_000; i++) {
            byte[] document = document();
            for (int j = 0; j < 3; j++) {
                found += pairs.get(random.nextInt(pairs.size())).compare(document) ? 1 : 0;
            }
        }
        assertThat(found).as("records with keys").isGreaterThan(8_000);
        assertThat(answered).as("answered without the library").isGreaterThan(60_000);
    }

    @Test
    void answersPlainRecordsItself() {
        Pair pair = new Pair("{a:.a.b,c:.c}");
        for (String document :
                List.of("{\"a\":{\"b\":1,\"x\":[{}]},\"c\":\"v\"}", "{}", "{\"a\":1}", "null", "{\"a\":[],\"c\":{}}")) {
            int before = answered;
            pair.compare(document.getBytes(UTF_8));
            assertThat(answered).as(document).isEqualTo(before + 1);
        }
    }

    /** A query, answered both ways. */
    private final class Pair {
        final String query;
        final List<JqMember> members;
        final FoundValues fastValues;
        final FoundValues libraryValues;
        final PathExtractor fast;
        final LibraryExtractor library;

        Pair(String query) {
            this.query = query;
            JqQuery parsed = JqQuery.parse(query);
            members = parsed.simpleMembers().orElseThrow();
            List<String> keys = members.stream().map(JqMember::key).toList();
            fastValues = new FoundValues(keys);
            libraryValues = new FoundValues(keys);
            fast = new PathExtractor(members, fastValues);
            library = new LibraryExtractor(parsed);
        }

        /** Whether the record had keys; the same in both ways, and the same keys. */
        boolean compare(byte[] document) {
            // Bytes around the record belong to its neighbours and must not matter.
            byte[] batch = ("\"{" + new String(document, java.nio.charset.StandardCharsets.ISO_8859_1) + "}\"0")
                    .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            String failure = fast.extract(batch, 2, 2 + document.length, fastValues);
            if (PathExtractor.ASK_LIBRARY.equals(failure)) {
                return false;
            }
            answered++;
            String description = query + " of " + new String(document, UTF_8);
            assertThat(failure)
                    .as(description)
                    .isEqualTo(library.extract(batch, 2, 2 + document.length, libraryValues));
            for (int key = 0; key < members.size() && failure == null; key++) {
                assertThat(text(fastValues, key)).as(description).isEqualTo(text(libraryValues, key));
            }
            return failure == null;
        }
    }

    private static @Nullable String text(FoundValues values, int key) {
        return values.isKnown(key) ? new String(values.bytes(key), values.start(key), values.length(key), UTF_8) : null;
    }

    private String query() {
        StringBuilder query = new StringBuilder("{");
        int members = 1 + random.nextInt(1 + random.nextInt(4));
        for (int i = 0; i < members; i++) {
            query.append(i == 0 ? "" : ", ").append("k").append(i).append(":");
            int depth = 1 + random.nextInt(1 + random.nextInt(3));
            for (int j = 0; j < depth; j++) {
                String name = NAMES[random.nextInt(3) > 0 ? random.nextInt(2) : random.nextInt(NAMES.length)].replace(
                        "\\u0061", "a");
                query.append(j == 0 ? "." : "").append("[\"").append(name).append("\"]");
            }
        }
        return query.append("}").toString();
    }

    private byte[] document() {
        StringBuilder text = new StringBuilder();
        text.append(space());
        if (random.nextInt(12) == 0) {
            value(text, 0);
        } else {
            object(text, 0);
        }
        text.append(space());
        if (random.nextInt(8) == 0) {
            mutate(text);
        }
        byte[] bytes = text.toString().getBytes(UTF_8);
        if (random.nextInt(40) == 0 && bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private void value(StringBuilder text, int depth) {
        int kind = random.nextInt(depth > 3 ? 3 : 6);
        if (kind < 3) {
            text.append(SCALARS[random.nextInt(SCALARS.length)]);
        } else if (kind < 5) {
            object(text, depth);
        } else {
            text.append('[');
            for (int i = random.nextInt(3); i > 0; i--) {
                value(text, depth + 1);
                text.append(space()).append(i > 1 ? "," : "");
            }
            text.append(']');
        }
    }

    private void object(StringBuilder text, int depth) {
        text.append('{').append(space());
        for (int i = random.nextInt(7); i > 0; i--) {
            text.append('"')
                    .append(NAMES[random.nextInt(15) == 0 ? 4 : random.nextInt(1 + random.nextInt(4))])
                    .append('"');
            text.append(space()).append(':').append(space());
            value(text, depth + 1);
            text.append(space()).append(i > 1 ? "," : "").append(space());
        }
        text.append('}');
    }

    private void mutate(StringBuilder text) {
        int at = random.nextInt(text.length() + 1);
        switch (random.nextInt(3)) {
            case 0 -> text.insert(at, JUNK[random.nextInt(JUNK.length)]);
            case 1 -> text.setLength(at);
            default -> text.append(JUNK[random.nextInt(JUNK.length)]);
        }
    }

    private String space() {
        return SPACES[random.nextInt(SPACES.length)];
    }
}
