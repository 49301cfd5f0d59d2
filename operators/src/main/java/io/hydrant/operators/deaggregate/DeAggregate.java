package io.hydrant.operators.deaggregate;

import io.hydrant.core.record.BatchRewriter;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.Failures;
import io.hydrant.operators.batch.Processor;
import io.hydrant.operators.deaggregate.Pieces.Found;
import org.jspecify.annotations.Nullable;

/**
 * RecordDeAggregation: makes a record of each JSON object in a record, or of each piece between delimiters.
 *
 * <p>What separated them is gone. A record of more than 500 pieces goes on whole, as with Firehose. In JSON mode a record
 * that is anything but objects fails as a whole: no piece of it is delivered, so that it can be sent again. From here on
 * the pieces are the originals of what they become.
 */
public final class DeAggregate implements Processor {
    /** Error code of a record that is no sequence of JSON objects. */
    public static final String NOT_JSON = "DynamicPartitioning.MetadataExtractionFailed";

    private static final long serialVersionUID = 1L;

    private final byte @Nullable [] delimiter;

    private transient @Nullable Work work;

    /** What an instance needs at work. */
    private static final class Work {
        final BatchRewriter rewriter = new BatchRewriter();
        final Pieces pieces = new Pieces();
    }

    /** @param delimiter what separates the pieces, at least one byte; null: they are JSON objects */
    public DeAggregate(byte @Nullable [] delimiter) {
        if (delimiter != null && delimiter.length == 0) {
            throw new IllegalArgumentException("a delimiter has at least one byte");
        }
        this.delimiter = delimiter == null ? null : delimiter.clone();
    }

    @Override
    public RecordBatch process(RecordBatch batch, Failures failures) {
        if (work == null) {
            work = new Work();
        }
        Work tools = work;
        tools.rewriter.begin(batch);
        for (int i = 0; i < batch.size(); i++) {
            Found found = find(batch, i, tools.pieces);
            if (found == Found.PIECES) {
                split(batch, i, tools);
            } else if (found == Found.TOO_MANY || delimiter != null) {
                tools.rewriter.keep(i);
            } else {
                failures.fail(batch, i, FailedRecord.METADATA_EXTRACTION_FAILED, NOT_JSON, "Non JSON record provided");
            }
        }
        return tools.rewriter.finishAsOriginals();
    }

    private Found find(RecordBatch batch, int i, Pieces pieces) {
        return delimiter == null
                ? pieces.findObjects(batch.bytes(), batch.start(i), batch.end(i))
                : pieces.findDelimited(batch.bytes(), batch.start(i), batch.end(i), delimiter);
    }

    private static void split(RecordBatch batch, int i, Work tools) {
        Pieces pieces = tools.pieces;
        if (pieces.count() == 1 && pieces.start(0) == batch.start(i) && pieces.end(0) == batch.end(i)) {
            tools.rewriter.keep(i);
            return;
        }
        for (int piece = 0; piece < pieces.count(); piece++) {
            int start = pieces.start(piece);
            tools.rewriter.add(i, batch.bytes(), start, pieces.end(piece) - start);
        }
    }
}
