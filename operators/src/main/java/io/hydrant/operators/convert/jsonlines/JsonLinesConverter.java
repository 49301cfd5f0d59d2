package io.hydrant.operators.convert.jsonlines;

import io.hydrant.core.json.JsonScanner;
import io.hydrant.operators.convert.rows.ContentsStream;
import io.hydrant.operators.convert.rows.ConversionFailure;
import io.hydrant.operators.convert.rows.RecordConverter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts each JSON document on a line of its own: as it came, but for line ends within it. */
public final class JsonLinesConverter implements RecordConverter {
    private final ContentsStream contents = new ContentsStream();
    /** Where the documents of the record begin and end, by turns. */
    private int[] bounds = new int[8];

    @Override
    public @Nullable ConversionFailure convert(byte[] bytes, int from, int to) {
        int at = JsonScanner.skipSpace(bytes, from, to);
        if (at == to) {
            return ConversionFailure.EMPTY;
        }
        int count = 0;
        while (at < to) {
            int end = bytes[at] == '{' ? JsonScanner.skipValue(bytes, at, to) : JsonScanner.INVALID;
            if (end == JsonScanner.INVALID) {
                return ConversionFailure.NO_JSON;
            }
            if (count == bounds.length) {
                bounds = Arrays.copyOf(bounds, 2 * count);
            }
            bounds[count++] = at;
            bounds[count++] = end;
            at = JsonScanner.skipSpace(bytes, end, to);
        }
        for (int i = 0; i < count; i += 2) {
            addLine(bytes, bounds[i], bounds[i + 1]);
        }
        return null;
    }

    /** Within JSON a line end can be white space only: strings have theirs escaped. */
    private void addLine(byte[] bytes, int from, int to) {
        int start = from;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                contents.write(bytes, start, i - start);
                start = i + 1;
            }
        }
        contents.write(bytes, start, to - start);
        contents.write('\n');
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
