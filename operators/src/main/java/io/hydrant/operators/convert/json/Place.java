package io.hydrant.operators.convert.json;

import io.hydrant.core.schema.ColumnType;
import io.hydrant.operators.convert.rows.ConversionFailure;
import java.util.Locale;

/**
 * Where in a schema a value belongs, to say so when one does not fit.
 *
 * @param path names from the column on, with dots between; empty for the whole document
 * @param type what belongs there, in words
 * @param mismatch to be told
 */
record Place(String path, String type, Mismatch mismatch) {
    Place within(String name, ColumnType inner) {
        return new Place(path.isEmpty() ? name : path + "." + name, describe(inner), mismatch);
    }

    ConversionFailure cannotHold(String kind) {
        return new ConversionFailure(
                ConversionFailure.MALFORMED_DATA,
                "Data does not match the schema. Column \"" + path + "\" of type " + type + " cannot hold this " + kind
                        + ".");
    }

    private static String describe(ColumnType type) {
        if (type instanceof ColumnType.Primitive primitive) {
            return primitive.name().toLowerCase(Locale.ROOT);
        }
        if (type instanceof ColumnType.Decimal decimal) {
            return "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
        }
        if (type instanceof ColumnType.Text text) {
            return (text.padded() ? "char(" : "varchar(") + text.maxLength() + ")";
        }
        return type instanceof ColumnType.Array ? "array" : type instanceof ColumnType.Dictionary ? "map" : "struct";
    }
}
