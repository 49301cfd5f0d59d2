package io.hydrant.operators.convert.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.hydrant.core.format.JsonReading;
import io.hydrant.core.format.JsonReading.SerDe;
import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType;
import io.hydrant.core.schema.ColumnType.Array;
import io.hydrant.core.schema.ColumnType.Dictionary;
import io.hydrant.core.schema.ColumnType.Struct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a record holds by the rules of docs/formats.md, found with Jackson and without any thought of speed. */
final class JacksonReading {
    private static final JsonFactory JSON = new JsonFactory();

    /** A value that does not fit its type. */
    static final class Misfit extends Exception {}

    /**
     * A JSON value.
     *
     * @param first what it begins with
     * @param text what a string says; anything else as it is written
     * @param members of an object or, without keys, of an array
     */
    record Value(JsonToken first, String text, List<Member> members) {}

    record Member(String key, Value value) {}

    private final List<Column> columns;
    private final JsonReading reading;
    private final boolean lenient;

    JacksonReading(List<Column> columns, JsonReading reading) {
        this.columns = columns;
        this.reading = reading;
        this.lenient = reading.serDe() == SerDe.OPEN_X;
    }

    /** The rows, or the error code. */
    Object read(byte[] record) throws IOException {
        if (new String(record, UTF_8).matches("[ \\t\\r\\n]*")) {
            return "DataFormatConversion.MalformedData";
        }
        for (byte b : record) {
            if (b == 0) {
                // No JSON in UTF-8 has it, but Jackson would take the record for UTF-16 or UTF-32.
                return "DataFormatConversion.ParseError";
            }
        }
        List<Value> documents;
        try {
            documents = documents(record);
        } catch (JsonProcessingException | CharacterCodingException e) {
            return "DataFormatConversion.ParseError";
        }
        try {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (Value document : documents) {
                rows.add(struct(document, columns, reading.columnToKey()));
            }
            return rows;
        } catch (Misfit e) {
            return "DataFormatConversion.MalformedData";
        }
    }

    private static List<Value> documents(byte[] record) throws IOException {
        UTF_8.newDecoder().decode(ByteBuffer.wrap(record));
        List<Value> documents = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(record)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() != JsonToken.START_OBJECT) {
                    throw new CharacterCodingException();
                }
                documents.add(value(parser, record));
            }
        }
        return documents;
    }

    private static Value value(JsonParser parser, byte[] record) throws IOException {
        JsonToken first = parser.currentToken();
        if (first == null) {
            throw new CharacterCodingException();
        }
        if (!first.isStructStart()) {
            return new Value(first, text(parser), List.of());
        }
        int from = (int) parser.currentTokenLocation().getByteOffset();
        List<Member> members = new ArrayList<>();
        while (!parser.nextToken().isStructEnd()) {
            String key = "";
            if (first == JsonToken.START_OBJECT) {
                key = text(parser);
                parser.nextToken();
            }
            members.add(new Member(key, value(parser, record)));
        }
        int to = (int) parser.currentLocation().getByteOffset();
        return new Value(first, new String(record, from, to - from, UTF_8), members);
    }

    /** As it can be written in UTF-8: half a surrogate pair, which a JSON escape can be, cannot. */
    private static String text(JsonParser parser) throws IOException {
        return new String(parser.getText().getBytes(UTF_8), UTF_8);
    }

    private Map<String, Object> struct(Value value, List<Column> fields, Map<String, String> keys) throws Misfit {
        Map<String, Object> row = new LinkedHashMap<>();
        for (Column field : fields) {
            String key = fold(keys.getOrDefault(field.name(), field.name()));
            Value last = null;
            for (Member member : value.members()) {
                last = fold(member.key()).equals(key) ? member.value() : last;
            }
            row.put(field.name(), last == null ? null : convert(last, field.type()));
        }
        return row;
    }

    private String fold(String key) {
        String cased = !lenient || reading.caseInsensitive() ? key.toLowerCase(Locale.ROOT) : key;
        return reading.dotsToUnderscores() ? cased.replace('.', '_') : cased;
    }

    private Object convert(Value value, ColumnType type) throws Misfit {
        if (value.first() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (type instanceof Array array) {
            List<Object> list = new ArrayList<>();
            for (Member member : of(value, JsonToken.START_ARRAY).members()) {
                list.add(convert(member.value(), array.element()));
            }
            return list;
        }
        if (type instanceof Dictionary map) {
            Map<Object, Value> last = new LinkedHashMap<>();
            for (Member member : of(value, JsonToken.START_OBJECT).members()) {
                last.put(PlainValues.ofText(member.key(), map.key(), lenient), member.value());
            }
            Map<Object, Object> entries = new LinkedHashMap<>();
            for (Map.Entry<Object, Value> entry : last.entrySet()) {
                entries.put(entry.getKey(), convert(entry.getValue(), map.value()));
            }
            return entries;
        }
        return type instanceof Struct struct
                ? struct(of(value, JsonToken.START_OBJECT), struct.fields(), Map.of())
                : PlainValues.of(value, type, lenient);
    }

    private static Value of(Value value, JsonToken first) throws Misfit {
        if (value.first() != first) {
            throw new Misfit();
        }
        return value;
    }
}
