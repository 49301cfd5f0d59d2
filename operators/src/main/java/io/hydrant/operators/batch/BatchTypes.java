package io.hydrant.operators.batch;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.Bundle;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** The types that flow between the steps of a delivery job; none of them ever reaches Kryo. */
public final class BatchTypes {
    /** What a source emits. */
    public static final TypeInformation<RecordBatch> RECORD_BATCH =
            new ImmutableTypeInformation<>(RecordBatch.class, RecordBatchSerializer.INSTANCE);

    /** What goes into a buffer. */
    public static final TypeInformation<Bundle> BUNDLE =
            new ImmutableTypeInformation<>(Bundle.class, BundleSerializer.INSTANCE);

    /** What a destination takes. */
    public static final TypeInformation<Buffer> BUFFER =
            new ImmutableTypeInformation<>(Buffer.class, BufferSerializer.INSTANCE);

    /** What goes to the error output. */
    public static final TypeInformation<FailedRecord> FAILED_RECORD =
            new ImmutableTypeInformation<>(FailedRecord.class, FailedRecordSerializer.INSTANCE);

    /** By this every step hands on the records that fail in it. */
    public static final OutputTag<FailedRecord> FAILURES = new OutputTag<>("failures", FAILED_RECORD);

    private BatchTypes() {}
}
