package io.hydrant.operators.lambda;

import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.ImmutableTypeInformation;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * What became of a buffer. An asynchronous operator has no side output, so that what failed leaves it together with what did
 * not.
 *
 * @param batches in the order of the buffer's records
 * @param failures records for the error output
 */
record Transformed(List<RecordBatch> batches, List<FailedRecord> failures) {
    static final TypeInformation<Transformed> TYPE =
            new ImmutableTypeInformation<>(Transformed.class, TransformedSerializer.INSTANCE);
}
