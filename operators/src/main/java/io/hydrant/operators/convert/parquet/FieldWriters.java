package io.hydrant.operators.convert.parquet;

import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType;
import io.hydrant.core.schema.TableSchema;
import io.hydrant.operators.convert.rows.Rows;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/** Makes the writers of a schema's fields, and has those of the nested ones. */
final class FieldWriters {
    /** In the order in which the fields that are not nested come. */
    private final Iterator<ColumnPages> leaves;

    private FieldWriters(List<ColumnPages> columns) {
        this.leaves = columns.iterator();
    }

    static FieldWriter[] of(TableSchema schema, List<ColumnPages> columns) {
        return new FieldWriters(columns).fields(schema.columns(), 0, 0);
    }

    private FieldWriter[] fields(List<Column> fields, int repetition, int definition) {
        FieldWriter[] writers = new FieldWriter[fields.size()];
        for (int i = 0; i < writers.length; i++) {
            writers[i] = field(fields.get(i).type(), repetition, definition);
        }
        return writers;
    }

    /**
     * @param repetition level of the innermost list around the field
     * @param definition level of what the field is in
     */
    private FieldWriter field(ColumnType type, int repetition, int definition) {
        if (type instanceof ColumnType.Struct struct) {
            return new StructWriter(definition, fields(struct.fields(), repetition, definition + 1));
        }
        if (type instanceof ColumnType.Array array) {
            return new ListWriter(repetition, definition, field(array.element(), repetition + 1, definition + 2));
        }
        if (type instanceof ColumnType.Dictionary map) {
            FieldWriter key = field(map.key(), repetition + 1, definition + 2);
            return new MapWriter(repetition, definition, key, field(map.value(), repetition + 1, definition + 2));
        }
        return LeafWriter.of(type, leaves.next());
    }

    private static final class StructWriter implements FieldWriter {
        /** Definition level of what the struct is in. */
        private final int outer;

        private final FieldWriter[] fields;

        StructWriter(int outer, FieldWriter[] fields) {
            this.outer = outer;
            this.fields = fields;
        }

        @Override
        public void write(Rows rows, int node, int repetition) throws IOException {
            if (rows.isNull(node)) {
                writeNull(repetition, outer);
                return;
            }
            int first = rows.first(node);
            for (int i = 0; i < fields.length; i++) {
                fields[i].write(rows, first + i, repetition);
            }
        }

        @Override
        public void writeNull(int repetition, int definition) throws IOException {
            for (FieldWriter field : fields) {
                field.writeNull(repetition, definition);
            }
        }
    }

    /**
     * Writes lists.
     *
     * @param level repetition level of what the list is in
     * @param outer definition level of what the list is in
     */
    private record ListWriter(int level, int outer, FieldWriter element) implements FieldWriter {
        @Override
        public void write(Rows rows, int node, int repetition) throws IOException {
            if (rows.isNull(node)) {
                writeNull(repetition, outer);
            } else if (rows.count(node) == 0) {
                writeNull(repetition, outer + 1);
            } else {
                int at = repetition;
                for (int i = rows.first(node); i != Rows.NONE; i = rows.next(i)) {
                    element.write(rows, i, at);
                    at = level + 1;
                }
            }
        }

        @Override
        public void writeNull(int repetition, int definition) throws IOException {
            element.writeNull(repetition, definition);
        }
    }

    private record MapWriter(int level, int outer, FieldWriter key, FieldWriter value) implements FieldWriter {
        @Override
        public void write(Rows rows, int node, int repetition) throws IOException {
            if (rows.isNull(node)) {
                writeNull(repetition, outer);
            } else if (rows.count(node) == 0) {
                writeNull(repetition, outer + 1);
            } else {
                int at = repetition;
                for (int i = rows.first(node); i != Rows.NONE; ) {
                    key.write(rows, i, at);
                    i = rows.next(i);
                    value.write(rows, i, at);
                    i = rows.next(i);
                    at = level + 1;
                }
            }
        }

        @Override
        public void writeNull(int repetition, int definition) throws IOException {
            key.writeNull(repetition, definition);
            value.writeNull(repetition, definition);
        }
    }
}
