package io.hydrant.core.schema;

import java.io.Serializable;
import java.util.List;

/** A type of Hive's. */
public sealed interface ColumnType extends Serializable {
    /** Types without parameters. */
    enum Primitive implements ColumnType {
        BOOLEAN,
        TINYINT,
        SMALLINT,
        INT,
        BIGINT,
        FLOAT,
        DOUBLE,
        STRING,
        BINARY,
        /** Days. */
        DATE,
        /** Nanoseconds of a second at the finest; a moment, shown in UTC. */
        TIMESTAMP
    }

    /**
     * A decimal number.
     *
     * @param precision digits in all, 1 to 38
     * @param scale those of them behind the point, 0 to {@code precision}
     */
    record Decimal(int precision, int scale) implements ColumnType {
        /** The precision that is the last to fit into a long. */
        public static final int MAX_LONG_PRECISION = 18;

        private static final int MAX_PRECISION = 38;

        /** @throws InvalidSchemaException if a number is out of its range */
        public Decimal {
            if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
                throw new InvalidSchemaException("decimal(" + precision + "," + scale + ") has a precision that is not"
                        + " 1 to " + MAX_PRECISION + ", or a scale that is not 0 to its precision");
            }
        }
    }

    /**
     * CHAR or VARCHAR.
     *
     * @param maxLength characters, 1 to 65535
     * @param padded whether it is CHAR: trailing spaces do not count
     */
    record Text(int maxLength, boolean padded) implements ColumnType {}

    /** A list of values of one type. */
    record Array(ColumnType element) implements ColumnType {}

    /** Keys, which are of a primitive type and not null, and their values. */
    record Dictionary(ColumnType key, ColumnType value) implements ColumnType {}

    /** Named fields, at least one. */
    record Struct(List<Column> fields) implements ColumnType {
        /** @throws InvalidSchemaException if there is none, or two have one name */
        public Struct {
            fields = List.copyOf(fields);
            Names.check(fields, "field");
        }
    }
}
