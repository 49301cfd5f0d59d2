package io.hydrant.operators.batch;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.Bundle;
import io.hydrant.core.record.RecordBatch;
import org.apache.flink.api.common.typeinfo.TypeInformation;

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

    private BatchTypes() {}
}
