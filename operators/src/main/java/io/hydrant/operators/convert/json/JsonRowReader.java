package io.hydrant.operators.convert.json;

import io.hydrant.core.format.JsonReading;
import io.hydrant.core.json.JsonScanner;
import io.hydrant.core.schema.TableSchema;
import io.hydrant.operators.convert.rows.ConversionFailure;
import io.hydrant.operators.convert.rows.Rows;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON documents of a record into rows of a schema, in one pass over the record's bytes.
 *
 * <p>It is strict: what is no JSON by RFC 8259, or beyond the limits of {@link JsonScanner}, makes no rows. Made once for a
 * schema and used for all records: it remembers how documents are spelled. What each JSON value becomes stands in
 * {@code docs/formats.md}. Not thread-safe.
 */
public final class JsonRowReader {
    private final Mismatch mismatch = new Mismatch();
    private final StructReader document;

    /** @throws io.hydrant.core.schema.InvalidSchemaException if a timestamp format is none of Joda's */
    public JsonRowReader(TableSchema schema, JsonReading reading) {
        this.document = new ReaderFactory(reading, mismatch).document(schema);
    }

    /**
     * Reads a record: one JSON object, or several of them, with or without white space between.
     *
     * @param bytes in which the record lies from {@code from} to {@code to}; must not change while the rows are in use
     * @param rows holds a row for each object afterwards, if it went well
     * @return why there are no rows; null if there are
     */
    public @Nullable ConversionFailure read(byte[] bytes, int from, int to, Rows rows) {
        rows.begin(bytes);
        ConversionFailure failure = null;
        int at = JsonScanner.skipSpace(bytes, from, to);
        if (at == to) {
            return ConversionFailure.EMPTY;
        }
        while (at < to) {
            if (bytes[at] != '{') {
                return ConversionFailure.NO_JSON;
            }
            int row = rows.append(document.size());
            int end = row == Rows.NONE
                    ? document.tooMany(bytes, at, to, 1)
                    : document.readMembers(bytes, at, to, 1, rows, row);
            if (end == JsonScanner.INVALID) {
                return ConversionFailure.NO_JSON;
            }
            if (end >= 0) {
                rows.addRow(row);
            } else {
                end = ValueReader.endOfMismatch(end);
                failure = failure == null ? mismatch.failure() : failure;
            }
            at = JsonScanner.skipSpace(bytes, end, to);
        }
        return failure;
    }
}
