package io.hydrant.bench.convert;

import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType;
import java.util.List;
import java.util.stream.Collectors;

/** Columns as Flink SQL has them. */
final class FlinkColumns {
    private FlinkColumns() {}

    /** What stands between the parentheses of CREATE TABLE. */
    static String of(List<Column> columns) {
        return columns.stream()
                .map(column -> "`" + column.name() + "` " + type(column.type()))
                .collect(Collectors.joining(", "));
    }

    private static String type(ColumnType type) {
        if (type instanceof ColumnType.Decimal decimal) {
            return "DECIMAL(" + decimal.precision() + ", " + decimal.scale() + ")";
        }
        if (type instanceof ColumnType.Array array) {
            return "ARRAY<" + type(array.element()) + ">";
        }
        if (type instanceof ColumnType.Dictionary dictionary) {
            return "MAP<" + type(dictionary.key()) + ", " + type(dictionary.value()) + ">";
        }
        if (type instanceof ColumnType.Struct struct) {
            return "ROW<" + of(struct.fields()) + ">";
        }
        return type == ColumnType.Primitive.TIMESTAMP ? "TIMESTAMP(3)" : type.toString();
    }
}
