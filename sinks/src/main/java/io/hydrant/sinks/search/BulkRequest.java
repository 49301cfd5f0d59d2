package io.hydrant.sinks.search;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.hydrant.core.definition.SearchDestination;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordCursor;
import io.hydrant.sinks.request.Answer;
import io.hydrant.sinks.request.Selection;
import io.hydrant.sinks.request.Verdict;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The body of a bulk request, written straight from the records' bytes: per record a line that says where the document
 * belongs, and the document. What cannot be a document is left out, and its number kept.
 */
final class BulkRequest {
    private static final byte[] INDEX = ascii("{\"index\":{\"_index\":");
    private static final byte[] TYPE = ascii(",\"_type\":");
    private static final byte[] ID = ascii(",\"_id\":\"");
    private static final byte[] END_ID = ascii("\"}}\n");
    private static final byte[] END = ascii("}}\n");
    /** More than a line about a document usually has, without the name of its index. */
    private static final int LINE_OVERHEAD = 96;

    private final IndexNames indices;
    private final @Nullable DocumentIds ids;
    private final byte[] type;
    /** Records that are left out, by their number. */
    private final BitSet refused = new BitSet();

    private final int records;
    private byte[] body;
    private int length;

    private @Nullable RecordBatch batch;
    private @Nullable RecordCursor cursor;
    private String index = "";
    /** Begin of the line about a document in {@link #index}. */
    private byte[] prefix = {};

    private BulkRequest(SearchDestination destination, byte[] stream, Selection selection) {
        this.indices = new IndexNames(destination.index(), destination.rotation());
        this.ids = destination.documentIds() ? new DocumentIds(stream) : null;
        this.type = destination.typeName().isEmpty() ? new byte[0] : concat(TYPE, quoted(destination.typeName()));
        this.records = selection.size();
        long expected = selection.payloadLength() + (long) overhead(destination) * records;
        this.body = new byte[(int) Math.min(expected, Integer.MAX_VALUE / 2)];
    }

    /**
     * Writes records.
     *
     * @param stream how the ids of its documents begin
     */
    static BulkRequest of(SearchDestination destination, byte[] stream, Selection records) {
        BulkRequest request = new BulkRequest(destination, stream, records);
        try {
            records.forEach(request::add);
        } catch (IOException e) {
            throw new IllegalStateException("memory does not take what is written to it", e);
        }
        return request;
    }

    /** About how many bytes a record takes beside its own. */
    static int overhead(SearchDestination destination) {
        return LINE_OVERHEAD
                + destination.index().length()
                + destination.typeName().length();
    }

    /** The body is the first {@link #length} bytes of it. */
    byte[] body() {
        return body;
    }

    /** Length of the body in bytes. */
    int length() {
        return length;
    }

    /** How many documents there are. */
    int documents() {
        return records - refused.cardinality();
    }

    /** The answer for all records, if all documents have one verdict. */
    Answer answer(Verdict ofDocuments) {
        if (refused.isEmpty()) {
            return Answer.ofAll(ofDocuments);
        }
        Verdict[] verdicts = new Verdict[documents()];
        Arrays.fill(verdicts, ofDocuments);
        return answer(verdicts);
    }

    /** The answer for all records, from the verdicts of the documents. */
    Answer answer(Verdict[] ofDocuments) {
        if (refused.isEmpty()) {
            return Answer.ofEach(ofDocuments);
        }
        Verdict[] verdicts = new Verdict[records];
        int document = 0;
        for (int record = 0; record < records; record++) {
            verdicts[record] = refused.get(record) ? SearchVerdicts.NO_DOCUMENT : ofDocuments[document++];
        }
        return Answer.ofEach(verdicts);
    }

    private int written;

    private void add(RecordBatch from, int i) {
        if (batch != from || cursor == null) {
            batch = from;
            cursor = new RecordCursor(from);
        }
        cursor.moveTo(i);
        int begin = length;
        addLine(from, i, cursor);
        int start = from.start(i);
        int end = from.end(i);
        reserve(end - start + 1);
        int behind = Documents.copy(from.bytes(), start, end, body, length);
        if (behind == Documents.NONE) {
            refused.set(written);
            length = begin;
        } else {
            body[behind] = '\n';
            length = behind + 1;
        }
        written++;
    }

    private void addLine(RecordBatch from, int i, RecordCursor at) {
        String name = indices.at(at.arrivalMillis());
        if (!name.equals(index)) {
            index = name;
            prefix = concat(concat(INDEX, quoted(name)), ids == null ? type : concat(type, ID));
        }
        append(prefix, prefix.length);
        if (ids == null) {
            append(END, END.length);
        } else {
            ids.moveTo(from, i, at);
            append(ids.bytes(), ids.length());
            append(END_ID, END_ID.length);
        }
    }

    private void append(byte[] bytes, int count) {
        reserve(count);
        System.arraycopy(bytes, 0, body, length, count);
        length += count;
    }

    private void reserve(int more) {
        if (more > body.length - length) {
            body = Arrays.copyOf(body, Math.max(length + more, body.length + body.length / 4));
        }
    }

    private static byte[] quoted(String text) {
        byte[] escaped = JsonStringEncoder.getInstance().quoteAsUTF8(text);
        return concat(concat(ascii("\""), escaped), ascii("\""));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
