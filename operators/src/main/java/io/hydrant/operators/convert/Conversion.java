package io.hydrant.operators.convert;

import io.hydrant.core.format.FormatConversion;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.BatchTypes;
import java.io.Serializable;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.jspecify.annotations.Nullable;

/**
 * Record format conversion: makes of each buffer the contents of one object, of a schema that does not change within it.
 *
 * <pre>
 *  Buffer of JSON documents --convert--> the same Buffer, with its contents
 *                               \
 *                                \__ format-conversion-failed: FailedRecord
 * </pre>
 */
public final class Conversion {
    private final FormatConversion format;
    private final @Nullable SchemaSource schemas;
    private final FailureDetails details;

    /**
     * @param format what is to be made of what
     * @param schemas where columns come from; null if the format needs none
     * @param details what is said of a failed record beyond its error
     */
    public Conversion(FormatConversion format, @Nullable SchemaSource schemas, FailureDetails details) {
        this.format = format;
        this.schemas = schemas;
        this.details = details;
    }

    /** Attaches the operator; what fails in it is its side output, by {@link BatchTypes#FAILURES}. It has no state. */
    public SingleOutputStreamOperator<Buffer> attach(DataStream<Buffer> buffers, String uid) {
        return buffers.transform(
                        "Convert records",
                        BatchTypes.BUFFER,
                        new ConvertOperator(new ObjectConverters(format, schemas), details))
                .uid(uid);
    }

    /** Further members of the line of a failed record. */
    @FunctionalInterface
    public interface FailureDetails extends Serializable {
        /**
         * What is said of a record.
         *
         * @param batch that it is in
         * @param i its index there
         * @param schemaVersion of the schema that it did not fit; empty if that has none
         * @return the inside of a JSON object; empty for nothing
         */
        String of(RecordBatch batch, int i, String schemaVersion);
    }
}
