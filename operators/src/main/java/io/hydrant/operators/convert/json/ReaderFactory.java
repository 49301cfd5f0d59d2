package io.hydrant.operators.convert.json;

import io.hydrant.core.format.JsonReading;
import io.hydrant.core.format.JsonReading.SerDe;
import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType;
import io.hydrant.core.schema.ColumnType.Array;
import io.hydrant.core.schema.ColumnType.Decimal;
import io.hydrant.core.schema.ColumnType.Dictionary;
import io.hydrant.core.schema.ColumnType.Primitive;
import io.hydrant.core.schema.ColumnType.Struct;
import io.hydrant.core.schema.ColumnType.Text;
import io.hydrant.core.schema.InvalidSchemaException;
import io.hydrant.core.schema.TableSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes the readers of a schema, one for each place in it. */
final class ReaderFactory {
    private final boolean openX;
    private final boolean lowerCase;
    private final boolean dotsToUnderscores;
    private final Map<String, String> columnToKey = new HashMap<>();
    private final List<TimestampFormat> formats;
    private final Mismatch mismatch;
    private final NumberText number = new NumberText();

    /** @throws InvalidSchemaException if a timestamp format is none */
    ReaderFactory(JsonReading reading, Mismatch mismatch) {
        this.openX = reading.serDe() == SerDe.OPEN_X;
        this.lowerCase = !openX || reading.caseInsensitive();
        this.dotsToUnderscores = reading.dotsToUnderscores();
        reading.columnToKey().forEach((column, key) -> columnToKey.put(column.toLowerCase(Locale.ROOT), key));
        this.formats =
                reading.timestampFormats().stream().map(TimestampFormat::of).toList();
        this.mismatch = mismatch;
    }

    /** The reader of whole documents. */
    StructReader document(TableSchema schema) {
        return struct(new Place("", "", mismatch), schema.columns(), columnToKey);
    }

    private StructReader struct(Place place, List<Column> columns, Map<String, String> keysByColumn) {
        String[] keys = new String[columns.size()];
        StructField[] fields = new StructField[keys.length];
        for (int i = 0; i < keys.length; i++) {
            Column column = columns.get(i);
            keys[i] = keysByColumn.getOrDefault(column.name().toLowerCase(Locale.ROOT), column.name());
            fields[i] = new StructField(i, value(place, column.name(), column.type()));
        }
        return new StructReader(place, fields, new FieldNames(keys, fields, lowerCase, dotsToUnderscores));
    }

    private ValueReader value(Place outer, String name, ColumnType type) {
        Place place = outer.within(name, type);
        if (type instanceof Array array) {
            return new ArrayReader(place, value(place, "element", array.element()));
        }
        if (type instanceof Dictionary map) {
            ScalarReader key = scalar(place.within("key", map.key()), map.key());
            return new MapReader(place, key, value(place, "value", map.value()), new MapKeys(map.key()));
        }
        return type instanceof Struct struct ? struct(place, struct.fields(), Map.of()) : scalar(place, type);
    }

    private ScalarReader scalar(Place place, ColumnType type) {
        if (type instanceof Decimal decimal) {
            return new DecimalReader(place, decimal, number, openX);
        }
        if (type instanceof Text text) {
            return new TextReader(place, text);
        }
        if (type instanceof Primitive primitive) {
            return switch (primitive) {
                case BOOLEAN -> new BooleanReader(place, openX);
                case TINYINT -> new WholeNumberReader(place, Byte.SIZE, openX);
                case SMALLINT -> new WholeNumberReader(place, Short.SIZE, openX);
                case INT -> new WholeNumberReader(place, Integer.SIZE, openX);
                case BIGINT -> new WholeNumberReader(place, Long.SIZE, openX);
                case FLOAT -> new FloatReader(place, number, openX);
                case DOUBLE -> new DoubleReader(place, number, openX);
                case STRING -> new StringReader(place, openX);
                case BINARY -> new BinaryReader(place);
                case DATE -> new DateReader(place);
                case TIMESTAMP ->
                    openX ? new OpenXTimestampReader(place, number) : new HiveTimestampReader(place, formats);
            };
        }
        throw new InvalidSchemaException("A map's key cannot be of the type " + type + "; take a primitive one.");
    }
}
