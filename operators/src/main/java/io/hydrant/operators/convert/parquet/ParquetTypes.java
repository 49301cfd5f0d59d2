package io.hydrant.operators.convert.parquet;

import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType;
import io.hydrant.core.schema.TableSchema;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** Which type of Parquet a type of Hive becomes: the one that Hive itself writes, with lists of three levels. */
final class ParquetTypes {
    private ParquetTypes() {}

    static MessageType message(TableSchema schema) {
        return new MessageType("hive_schema", fields(schema.columns()));
    }

    /** Bytes that the decimals of a precision need. */
    static int decimalBytes(int precision) {
        int bits = BigInteger.TEN.pow(precision).subtract(BigInteger.ONE).bitLength() + 1;
        return (bits + 7) / 8;
    }

    private static List<Type> fields(List<Column> columns) {
        List<Type> fields = new ArrayList<>(columns.size());
        for (Column column : columns) {
            fields.add(field(column.name(), column.type(), Repetition.OPTIONAL));
        }
        return fields;
    }

    private static Type field(String name, ColumnType type, Repetition repetition) {
        if (type instanceof ColumnType.Primitive primitive) {
            return primitive(name, primitive, repetition);
        }
        if (type instanceof ColumnType.Text) {
            return string(name, repetition);
        }
        if (type instanceof ColumnType.Decimal decimal) {
            return Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition)
                    .length(decimalBytes(decimal.precision()))
                    .as(LogicalTypeAnnotation.decimalType(decimal.scale(), decimal.precision()))
                    .named(name);
        }
        if (type instanceof ColumnType.Struct struct) {
            return new GroupType(repetition, name, fields(struct.fields()));
        }
        if (type instanceof ColumnType.Array array) {
            Type element = field("element", array.element(), Repetition.OPTIONAL);
            return Types.buildGroup(repetition)
                    .as(LogicalTypeAnnotation.listType())
                    .addField(new GroupType(Repetition.REPEATED, "list", element))
                    .named(name);
        }
        ColumnType.Dictionary map = (ColumnType.Dictionary) type;
        Type key = field("key", map.key(), Repetition.REQUIRED);
        Type value = field("value", map.value(), Repetition.OPTIONAL);
        return Types.buildGroup(repetition)
                .as(LogicalTypeAnnotation.mapType())
                .addField(new GroupType(Repetition.REPEATED, "key_value", key, value))
                .named(name);
    }

    private static Type primitive(String name, ColumnType.Primitive type, Repetition repetition) {
        return switch (type) {
            case BOOLEAN ->
                Types.primitive(PrimitiveTypeName.BOOLEAN, repetition).named(name);
            case TINYINT -> small(name, 8, repetition);
            case SMALLINT -> small(name, 16, repetition);
            case INT -> Types.primitive(PrimitiveTypeName.INT32, repetition).named(name);
            case BIGINT -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(name);
            case FLOAT -> Types.primitive(PrimitiveTypeName.FLOAT, repetition).named(name);
            case DOUBLE -> Types.primitive(PrimitiveTypeName.DOUBLE, repetition).named(name);
            case STRING -> string(name, repetition);
            case BINARY -> Types.primitive(PrimitiveTypeName.BINARY, repetition).named(name);
            case DATE ->
                Types.primitive(PrimitiveTypeName.INT32, repetition)
                        .as(LogicalTypeAnnotation.dateType())
                        .named(name);
            case TIMESTAMP ->
                Types.primitive(PrimitiveTypeName.INT96, repetition).named(name);
        };
    }

    private static Type small(String name, int bits, Repetition repetition) {
        return Types.primitive(PrimitiveTypeName.INT32, repetition)
                .as(LogicalTypeAnnotation.intType(bits, true))
                .named(name);
    }

    private static Type string(String name, Repetition repetition) {
        return Types.primitive(PrimitiveTypeName.BINARY, repetition)
                .as(LogicalTypeAnnotation.stringType())
                .named(name);
    }
}
