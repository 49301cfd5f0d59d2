package io.hydrant.operators.convert.rows;

import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType;
import io.hydrant.core.schema.ColumnType.Primitive;
import io.hydrant.core.schema.TableSchema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A schema with a column of every type, and rows with what is hard to write of each. */
public final class EveryType {
    public static final BigDecimal LARGEST = new BigDecimal("9999999999999999999999999999.9999999999");

    public static final TableSchema SCHEMA = new TableSchema(
            List.of(
                    new Column("truth", Primitive.BOOLEAN),
                    new Column("tiny", Primitive.TINYINT),
                    new Column("small", Primitive.SMALLINT),
                    new Column("whole", Primitive.INT),
                    new Column("big", Primitive.BIGINT),
                    new Column("single", Primitive.FLOAT),
                    new Column("twice", Primitive.DOUBLE),
                    new Column("words", Primitive.STRING),
                    new Column("fixed", new ColumnType.Text(5, true)),
                    new Column("atmost", new ColumnType.Text(20, false)),
                    new Column("octets", Primitive.BINARY),
                    new Column("day", Primitive.DATE),
                    new Column("moment", Primitive.TIMESTAMP),
                    new Column("price", new ColumnType.Decimal(9, 2)),
                    new Column("huge", new ColumnType.Decimal(38, 10)),
                    new Column("list", new ColumnType.Array(Primitive.INT)),
                    new Column("map", new ColumnType.Dictionary(Primitive.STRING, Primitive.BIGINT)),
                    new Column(
                            "nested",
                            new ColumnType.Struct(List.of(
                                    new Column("name", Primitive.STRING),
                                    new Column(
                                            "items",
                                            new ColumnType.Array(new ColumnType.Struct(List.of(
                                                    new Column("sku", Primitive.STRING),
                                                    new Column("tags", new ColumnType.Array(Primitive.STRING))))))))),
                    new Column(
                            "lists", new ColumnType.Dictionary(Primitive.INT, new ColumnType.Array(Primitive.DOUBLE)))),
            "1");

    private EveryType() {}

    public static Object[] ordinary() {
        return new Object[] {
            true,
            1L,
            -2L,
            3L,
            -4L,
            0.5,
            -0.25,
            "häßlich \uD83D\uDE00",
            "grün",
            "Ελλάδα",
            new byte[] {0, -1, 127},
            LocalDate.of(2026, 2, 28),
            Instant.parse("2026-02-28T23:59:59.123456789Z"),
            new BigDecimal("-12345.67"),
            new BigDecimal("-1.0000000001"),
            Arrays.asList(1L, null, 3L),
            entries("a", 1L, "b", null),
            new Object[] {
                "n",
                Arrays.asList(
                        new Object[] {"s1", List.of("t1", "t2")}, null, new Object[] {null, List.of()}, new Object[] {
                            "s3", null
                        })
            },
            entries(1L, Arrays.asList(0.5, null), 2L, List.of(), 3L, null)
        };
    }

    public static Object[] nulls() {
        return new Object[SCHEMA.columns().size()];
    }

    /** Smallest of everything; lists without elements. */
    public static Object[] smallest() {
        return new Object[] {
            false,
            (long) Byte.MIN_VALUE,
            (long) Short.MIN_VALUE,
            (long) Integer.MIN_VALUE,
            Long.MIN_VALUE,
            (double) -Float.MAX_VALUE,
            -Double.MAX_VALUE,
            "",
            "",
            "",
            new byte[0],
            LocalDate.of(1, 1, 1),
            Instant.parse("1969-12-31T23:59:58.000000001Z"),
            new BigDecimal("-9999999.99"),
            LARGEST.negate(),
            List.of(),
            Map.of(),
            new Object[] {null, List.of()},
            Map.of()
        };
    }

    public static Object[] largest() {
        return new Object[] {
            true,
            (long) Byte.MAX_VALUE,
            (long) Short.MAX_VALUE,
            (long) Integer.MAX_VALUE,
            Long.MAX_VALUE,
            (double) Float.MAX_VALUE,
            Double.MAX_VALUE,
            "\u0000\uFFFD".repeat(3000),
            "12345",
            "ä".repeat(20),
            "x".repeat(70_000).getBytes(StandardCharsets.UTF_8),
            LocalDate.of(9999, 12, 31),
            Instant.parse("1883-11-18T12:03:58.5Z"),
            new BigDecimal("9999999.99"),
            LARGEST,
            List.of((long) Integer.MAX_VALUE),
            entries("", Long.MIN_VALUE),
            new Object[] {"", List.<Object[]>of(new Object[] {"", List.of("")})},
            entries((long) Integer.MIN_VALUE, List.of(Double.NaN, Double.NEGATIVE_INFINITY))
        };
    }

    private static Map<Object, Object> entries(Object... keysAndValues) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
