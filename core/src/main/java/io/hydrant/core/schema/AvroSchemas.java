package io.hydrant.core.schema;

import io.hydrant.core.schema.ColumnType.Array;
import io.hydrant.core.schema.ColumnType.Decimal;
import io.hydrant.core.schema.ColumnType.Dictionary;
import io.hydrant.core.schema.ColumnType.Primitive;
import io.hydrant.core.schema.ColumnType.Struct;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Reads the columns of an Avro record, as Hive reads Avro: enums are strings, fixed is binary, and a union of null and one
 * other type is that type. Logical types that Hive has no type for count as the type below them.
 */
public final class AvroSchemas {
    private static final int MAX_DEPTH = 64;

    /** Records around the field that is being read, by their full names. */
    private final Set<String> open = new HashSet<>();

    private AvroSchemas() {}

    /**
     * Reads a schema whose outermost type is a record.
     *
     * @param json as in an {@code .avsc} file
     * @throws InvalidSchemaException naming field, type and fix
     */
    public static TableSchema read(String json) {
        try {
            Schema schema = parse(json);
            if (schema.getType() != Schema.Type.RECORD) {
                throw new InvalidSchemaException(
                        "the outermost type is " + named(schema) + "; use a record, whose fields are the columns");
            }
            return new TableSchema(new AvroSchemas().fields(schema, "column", 0), "");
        } catch (InvalidSchemaException e) {
            throw e.in("Avro schema");
        }
    }

    private static Schema parse(String json) {
        try {
            return new Schema.Parser().setValidateDefaults(false).parse(json);
        } catch (AvroRuntimeException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new InvalidSchemaException("cannot be parsed: " + why);
        } catch (NullPointerException e) {
            // What Avro 1.12.1 makes of a schema that is nothing but a name.
            throw new InvalidSchemaException("cannot be parsed: it names a type that it does not define");
        }
    }

    private List<Column> fields(Schema schema, String what, int depth) {
        if (!open.add(schema.getFullName())) {
            throw new InvalidSchemaException(
                    "record " + schema.getFullName() + " holds itself; give it an end, or use string");
        }
        List<Column> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            try {
                fields.add(new Column(field.name(), type(field.schema(), depth + 1)));
            } catch (InvalidSchemaException e) {
                throw e.in(what + " '" + field.name() + "'");
            }
        }
        open.remove(schema.getFullName());
        return fields;
    }

    private ColumnType type(Schema schema, int depth) {
        if (depth > MAX_DEPTH) {
            throw new InvalidSchemaException(
                    "types stand in each other more than " + MAX_DEPTH + " deep; flatten them");
        }
        return switch (schema.getType()) {
            case BOOLEAN -> Primitive.BOOLEAN;
            case INT -> logical(schema, Primitive.INT);
            case LONG -> logical(schema, Primitive.BIGINT);
            case FLOAT -> Primitive.FLOAT;
            case DOUBLE -> Primitive.DOUBLE;
            case STRING, ENUM -> Primitive.STRING;
            case BYTES, FIXED -> logical(schema, Primitive.BINARY);
            case ARRAY -> new Array(type(schema.getElementType(), depth + 1));
            case MAP -> new Dictionary(Primitive.STRING, type(schema.getValueType(), depth + 1));
            case RECORD -> new Struct(fields(schema, "field", depth));
            case UNION -> union(schema, depth);
            case NULL ->
                throw new InvalidSchemaException(
                        "type 'null' holds nothing; use a union such as [\"null\", \"string\"]");
        };
    }

    private static ColumnType logical(Schema schema, ColumnType below) {
        LogicalType logical = schema.getLogicalType();
        if (logical instanceof LogicalTypes.Decimal decimal) {
            return new Decimal(decimal.getPrecision(), decimal.getScale());
        }
        String name = schema.getProp("logicalType");
        if (name == null) {
            return below;
        }
        if (logical == null && name.equals("decimal")) {
            throw new InvalidSchemaException("logical type 'decimal' on " + named(schema)
                    + " lacks a precision of 1 to 38, or its scale is greater");
        }
        return switch (name) {
            case "date" -> below == Primitive.INT ? Primitive.DATE : below;
            case "timestamp-millis",
                    "timestamp-micros",
                    "timestamp-nanos",
                    "local-timestamp-millis",
                    "local-timestamp-micros",
                    "local-timestamp-nanos" -> below == Primitive.BIGINT ? Primitive.TIMESTAMP : below;
            default -> below;
        };
    }

    private ColumnType union(Schema schema, int depth) {
        List<Schema> types = schema.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .toList();
        if (types.size() != 1) {
            throw new InvalidSchemaException("type 'union' of "
                    + schema.getTypes().stream().map(AvroSchemas::named).toList()
                    + " cannot be written; use one type beside null, or a record with a field for each");
        }
        return type(types.get(0), depth);
    }

    private static String named(Schema schema) {
        return schema.getType().getName();
    }
}
