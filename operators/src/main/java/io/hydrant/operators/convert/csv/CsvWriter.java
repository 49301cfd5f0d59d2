package io.hydrant.operators.convert.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.core.format.OutputFormat;
import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType;
import io.hydrant.core.schema.TableSchema;
import io.hydrant.operators.convert.rows.ContentsStream;
import io.hydrant.operators.convert.rows.RowWriter;
import io.hydrant.operators.convert.rows.Rows;
import java.util.List;

/**
 * Writes lines of fields, quoted by RFC 4180 where a field holds the delimiter, a quotation mark or a line end. Lines end
 * with a newline alone, as Redshift and Hive want them. Null is an empty field, and an empty string a quoted one; but null
 * is quoted too where it is the only field, because many readers skip empty lines.
 */
final class CsvWriter implements RowWriter {
    private static final byte[] QUOTED_NOTHING = {'"', '"'};

    private final ColumnType[] types;
    private final byte delimiter;
    private final ContentsStream contents = new ContentsStream();
    private final FieldText field = new FieldText();

    CsvWriter(TableSchema schema, OutputFormat.Csv options) {
        this.types = schema.columns().stream().map(Column::type).toArray(ColumnType[]::new);
        this.delimiter = (byte) options.delimiter();
        if (options.header()) {
            writeHeader(schema);
        }
    }

    private void writeHeader(TableSchema schema) {
        for (int i = 0; i < types.length; i++) {
            byte[] name = schema.columns().get(i).name().getBytes(UTF_8);
            separate(i);
            writeField(name, 0, name.length);
        }
        contents.write('\n');
    }

    @Override
    public void write(Rows rows, int firstField) {
        for (int i = 0; i < types.length; i++) {
            separate(i);
            int node = firstField + i;
            if (!rows.isNull(node)) {
                writeValue(types[i], rows, node);
            } else if (types.length == 1) {
                contents.write(QUOTED_NOTHING, 0, 2);
            }
        }
        contents.write('\n');
    }

    private void separate(int i) {
        if (i > 0) {
            contents.write(delimiter);
        }
    }

    private void writeValue(ColumnType type, Rows rows, int node) {
        if (type == ColumnType.Primitive.STRING || type instanceof ColumnType.Text) {
            writeField(rows.bytesOf(node), rows.from(node), rows.length(node));
            return;
        }
        field.set(type, rows, node);
        writeField(field.bytes(), 0, field.length());
    }

    private void writeField(byte[] bytes, int from, int length) {
        if (length == 0) {
            contents.write(QUOTED_NOTHING, 0, 2);
            return;
        }
        int end = from + length;
        int at = from;
        while (at < end && !isSpecial(bytes[at])) {
            at++;
        }
        if (at == end) {
            contents.write(bytes, from, length);
        } else {
            writeQuoted(bytes, from, end);
        }
    }

    private boolean isSpecial(byte b) {
        return b == delimiter || b == '"' || b == '\n' || b == '\r';
    }

    private void writeQuoted(byte[] bytes, int from, int end) {
        contents.write('"');
        int start = from;
        for (int i = from; i < end; i++) {
            if (bytes[i] == '"') {
                contents.write(bytes, start, i - start);
                contents.write('"');
                start = i;
            }
        }
        contents.write(bytes, start, end - start);
        contents.write('"');
    }

    @Override
    public List<byte[]> finish() {
        return contents.contents();
    }

    @Override
    public void close() {
        // Holds nothing but memory.
    }
}
