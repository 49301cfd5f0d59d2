package io.hydrant.operators.convert.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.core.format.JsonReading;
import io.hydrant.core.format.JsonReading.SerDe;
import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType.Struct;
import io.hydrant.core.schema.HiveType;
import io.hydrant.core.schema.TableSchema;
import io.hydrant.operators.convert.rows.ConversionFailure;
import io.hydrant.operators.convert.rows.Rows;
import java.util.List;
import java.util.Map;

/** A reader of records whose columns are given as the fields of a Hive struct. */
final class Reading {
    static final JsonReading HIVE = new JsonReading(SerDe.HIVE, true, false, Map.of(), List.of());

    private final List<Column> columns;
    private final JsonRowReader reader;
    private final Rows rows = new Rows();

    Reading(String fields, JsonReading reading) {
        this(((Struct) HiveType.parse("struct<" + fields + ">")).fields(), reading);
    }

    Reading(List<Column> columns, JsonReading reading) {
        this.columns = columns;
        this.reader = new JsonRowReader(new TableSchema(columns, ""), reading);
    }

    static Reading of(String fields) {
        return new Reading(fields, JsonReading.DEFAULT);
    }

    /** The rows as text, or the error code without its first half. */
    String read(String record) {
        ConversionFailure failure = failure(record);
        return failure == null
                ? RowValues.of(rows, columns).stream().map(Object::toString).reduce("", String::concat)
                : failure.errorCode().replace("DataFormatConversion.", "");
    }

    ConversionFailure failure(String record) {
        byte[] bytes = record.getBytes(UTF_8);
        return reader.read(bytes, 0, bytes.length, rows);
    }

    /** What the only column of the only row holds, or the error code. */
    static Object value(String type, JsonReading reading, String json) {
        Reading one = new Reading("c:" + type, reading);
        ConversionFailure failure = one.failure("{\"c\":" + json + "}");
        return failure == null ? RowValues.of(one.rows, one.columns).get(0).get("c") : failure.errorCode();
    }
}
