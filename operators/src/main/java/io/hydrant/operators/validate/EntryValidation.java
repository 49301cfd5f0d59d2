package io.hydrant.operators.validate;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.core.record.RecordOrigin;
import io.hydrant.operators.batch.Failures;
import io.hydrant.operators.batch.Processor;

/**
 * Tells what stands in the ingest log and is no log entry from what is one. Only gateways write there, so that something
 * else did is worth to be known; but it must not stop what stands behind it. Nothing is done per record.
 */
public final class EntryValidation implements Processor {
    /** Error code of what is no log entry. */
    public static final String UNREADABLE = "DirectPut.UnreadableEntry";

    private static final long serialVersionUID = 1L;
    private static final RecordBatch NONE = new RecordBatchBuilder(0).build();

    private final String stream;

    /** @param stream as error messages name it */
    public EntryValidation(String stream) {
        this.stream = stream;
    }

    @Override
    public RecordBatch process(RecordBatch entry, Failures failures) {
        RecordOrigin origin = entry.origin(0);
        if (origin.firstIndex() != RecordOrigin.MESSAGE_PER_RECORD) {
            return entry;
        }
        failures.fail(
                entry,
                0,
                MessageValidation.OUTPUT_TYPE,
                UNREADABLE,
                "What stands at offset " + origin.offset() + " of partition " + origin.partition()
                        + " of the ingest log of " + stream + " is no entry of the log");
        return NONE;
    }
}
