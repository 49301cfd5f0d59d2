package io.hydrant.operators.convert.orc;

import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType;
import java.util.List;
import org.apache.orc.TypeDescription;

/** Hive's types in ORC's terms: they are the same. */
final class OrcTypes {
    private OrcTypes() {}

    static TypeDescription struct(List<Column> columns) {
        TypeDescription struct = TypeDescription.createStruct();
        for (Column column : columns) {
            struct.addField(column.name(), type(column.type()));
        }
        return struct;
    }

    private static TypeDescription type(ColumnType type) {
        if (type instanceof ColumnType.Primitive primitive) {
            return primitive(primitive);
        }
        if (type instanceof ColumnType.Decimal decimal) {
            // The precision first would be held against the scale that a decimal has by default.
            return TypeDescription.createDecimal().withScale(decimal.scale()).withPrecision(decimal.precision());
        }
        if (type instanceof ColumnType.Text text) {
            return (text.padded() ? TypeDescription.createChar() : TypeDescription.createVarchar())
                    .withMaxLength(text.maxLength());
        }
        if (type instanceof ColumnType.Array array) {
            return TypeDescription.createList(type(array.element()));
        }
        if (type instanceof ColumnType.Dictionary map) {
            return TypeDescription.createMap(type(map.key()), type(map.value()));
        }
        return struct(((ColumnType.Struct) type).fields());
    }

    private static TypeDescription primitive(ColumnType.Primitive type) {
        return switch (type) {
            case BOOLEAN -> TypeDescription.createBoolean();
            case TINYINT -> TypeDescription.createByte();
            case SMALLINT -> TypeDescription.createShort();
            case INT -> TypeDescription.createInt();
            case BIGINT -> TypeDescription.createLong();
            case FLOAT -> TypeDescription.createFloat();
            case DOUBLE -> TypeDescription.createDouble();
            case STRING -> TypeDescription.createString();
            case BINARY -> TypeDescription.createBinary();
            case DATE -> TypeDescription.createDate();
            case TIMESTAMP -> TypeDescription.createTimestamp();
        };
    }
}
