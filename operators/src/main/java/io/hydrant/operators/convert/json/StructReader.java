package io.hydrant.operators.convert.json;

import io.hydrant.core.json.JsonScanner;
import io.hydrant.operators.convert.rows.Rows;

/** Reads objects whose members are fields of a struct, or columns. Members of other names are read over. */
final class StructReader extends ValueReader {
    private final StructField[] fields;
    private final FieldNames names;

    /** Stand for what is before the first value, and before the first known one. */
    private final StructField start;

    private final StructField later;

    StructReader(Place place, StructField[] fields, FieldNames names) {
        super(place);
        this.fields = fields;
        this.names = names;
        this.start = new StructField(-1, this);
        this.later = new StructField(-1, this);
    }

    /** How many fields there are. */
    int size() {
        return fields.length;
    }

    @Override
    int read(byte[] json, int at, int to, int depth, Rows rows, int node) {
        if (json[at] != '{') {
            return readOther(json, at, to, depth, rows, node);
        }
        int first = rows.append(fields.length);
        if (first == Rows.NONE) {
            return tooMany(json, at, to, depth);
        }
        rows.setStruct(node, first);
        return readMembers(json, at, to, depth, rows, first);
    }

    /** As {@link #read}, for an object whose brace is at {@code at}, into fields that were appended for it. */
    int readMembers(byte[] json, int at, int to, int depth, Rows rows, int first) {
        if (depth > JsonScanner.MAX_DEPTH) {
            return INVALID;
        }
        StructField previous = start;
        int failing = 0;
        int i = at + 1;
        while (true) {
            StructField field = previous.next(json, i, to);
            int value;
            if (field != null) {
                value = JsonScanner.skipSpace(json, i + previous.gapLength(), to);
            } else {
                int name = nextName(json, i, to, previous == start);
                if (name < to && name >= 0 && json[name] == '}') {
                    return failing == 0 ? name + 1 : mismatch(name + 1);
                }
                int nameEnd = name < 0 ? INVALID : JsonScanner.skipName(json, name, to);
                value = nameEnd < 0 ? INVALID : JsonScanner.skipColon(json, nameEnd, to);
                if (value < 0) {
                    return INVALID;
                }
                field = names.find(json, name + 1, nameEnd - 1);
                if (field != null) {
                    previous.remember(field, json, i, value);
                }
            }
            if (value >= to) {
                return INVALID;
            }
            if (field == null) {
                i = JsonScanner.skipValue(json, value, to, depth + 1);
                if (i < 0) {
                    return INVALID;
                }
                previous = previous == start ? later : previous;
                continue;
            }
            i = field.reader.read(json, value, to, depth + 1, rows, first + field.index);
            if (i == INVALID) {
                return INVALID;
            }
            if (i < 0 || failing > 0 || field.twin != null) {
                failing = judge(field, i, failing);
                i = i < 0 ? endOfMismatch(i) : i;
                for (StructField twin = field.twin; twin != null; twin = twin.twin) {
                    int end = twin.reader.read(json, value, to, depth + 1, rows, first + twin.index);
                    failing = judge(twin, end, failing);
                }
            }
            previous = field;
        }
    }

    /** Index of the quotation mark of the next key, if all is well, or of the brace that ends the object. */
    private static int nextName(byte[] json, int at, int to, boolean first) {
        int i = JsonScanner.skipSpace(json, at, to);
        if (first || i >= to || json[i] == '}') {
            return i;
        }
        int name = json[i] == ',' ? JsonScanner.skipSpace(json, i + 1, to) : INVALID;
        return name >= 0 && name < to && json[name] == '"' ? name : INVALID;
    }

    /** Notes whether a field's last value fits; gives how many fields there are now whose last value does not. */
    private int judge(StructField field, int result, int failing) {
        if (failing == 0) {
            for (StructField any : fields) {
                any.failure = null;
            }
        }
        int before = field.failure == null ? 0 : 1;
        field.failure = result < 0 ? lastFailure() : null;
        return failing - before + (result < 0 ? 1 : 0);
    }

    private int mismatch(int end) {
        for (StructField field : fields) {
            if (field.failure != null) {
                return mismatch(field.failure, end);
            }
        }
        throw new IllegalStateException("no field fails");
    }
}
