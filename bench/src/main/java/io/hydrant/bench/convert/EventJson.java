package io.hydrant.bench.convert;

import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes rows as JSON. Their strings need no escapes. */
final class EventJson {
    /** The form of times that both OpenX and Flink's JSON format know. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private EventJson() {}

    /** Appends a struct; members that are null are left out. */
    static void object(StringBuilder text, List<Column> columns, List<? extends @Nullable Object> values) {
        text.append('{');
        boolean first = true;
        for (int i = 0; i < columns.size(); i++) {
            Object value = values.get(i);
            if (value != null) {
                text.append(first ? "\"" : ",\"").append(columns.get(i).name()).append("\":");
                value(text, columns.get(i).type(), value);
                first = false;
            }
        }
        text.append('}');
    }

    private static void value(StringBuilder text, ColumnType type, Object value) {
        if (type instanceof ColumnType.Struct struct) {
            object(text, struct.fields(), (List<?>) value);
        } else if (type instanceof ColumnType.Array array) {
            char before = '[';
            for (Object element : (List<?>) value) {
                value(text.append(before), array.element(), element);
                before = ',';
            }
            text.append(']');
        } else if (type instanceof ColumnType.Dictionary dictionary) {
            char before = '{';
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                text.append(before).append('"').append(entry.getKey()).append("\":");
                value(text, dictionary.value(), entry.getValue());
                before = ',';
            }
            text.append('}');
        } else if (value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            String plain = value instanceof Instant time ? TIME.format(time) : value.toString();
            text.append('"').append(plain).append('"');
        }
    }
}
