package io.hydrant.sinks.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.util.Locale;

/**
 * A column that is written.
 *
 * @param name as the database has it
 * @param utf8 the same as it stands in a record
 * @param kind what its values are read as
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Column(String name, byte[] utf8, Kind kind) {
    /** What the values of a column are read as. */
    enum Kind {
        /** Taken as it is: text, and all types that read theirs from it, such as uuid. */
        TEXT,
        /** Any JSON value as it stands in the record. */
        JSON,
        WHOLE_NUMBER,
        NUMBER,
        BOOLEAN,
        DATE,
        /** Without a zone; MySQL's are all in that of the connection, which is UTC. */
        TIMESTAMP,
        /** With a zone. */
        INSTANT,
        /** From base64. */
        BYTES
    }

    /** A column of one of {@link Types}, of which the database has its own name. */
    static Column of(String name, int type, String typeName) {
        return new Column(name, name.getBytes(StandardCharsets.UTF_8), kind(type, typeName.toLowerCase(Locale.ROOT)));
    }

    private static Kind kind(int type, String typeName) {
        return switch (typeName) {
            case "json", "jsonb" -> Kind.JSON;
            case "bool", "boolean" -> Kind.BOOLEAN;
            case "timestamptz" -> Kind.INSTANT;
            default -> ofStandard(type, typeName);
        };
    }

    private static Kind ofStandard(int type, String typeName) {
        return switch (type) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> Kind.WHOLE_NUMBER;
            case Types.NUMERIC, Types.DECIMAL, Types.REAL, Types.FLOAT, Types.DOUBLE -> Kind.NUMBER;
            case Types.BOOLEAN -> Kind.BOOLEAN;
            // MySQL's drivers show TINYINT(1) as a bit.
            case Types.BIT -> typeName.startsWith("tinyint") ? Kind.BOOLEAN : Kind.TEXT;
            case Types.DATE -> typeName.equals("year") ? Kind.TEXT : Kind.DATE;
            case Types.TIMESTAMP -> Kind.TIMESTAMP;
            case Types.TIMESTAMP_WITH_TIMEZONE -> Kind.INSTANT;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Kind.BYTES;
            default -> Kind.TEXT;
        };
    }
}
