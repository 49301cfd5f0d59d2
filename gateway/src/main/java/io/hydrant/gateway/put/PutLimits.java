package io.hydrant.gateway.put;

import io.hydrant.core.model.ServiceModel;
import io.hydrant.core.model.Shape;
import java.util.Objects;
import java.util.regex.Pattern;

/** Firehose's limits on what one call may put, read once from Amazon's own service model where that has them. */
final class PutLimits {
    /** Bytes of one record at the most, after base64. */
    static final int MAX_RECORD_BYTES = max("Data");

    /** Records of one PutRecordBatch at the most. */
    static final int MAX_BATCH_RECORDS = max("PutRecordBatchRequestEntryList");

    /** Characters of a delivery stream's name at the most. */
    static final int MAX_NAME = max("DeliveryStreamName");

    /** What such a name may consist of. */
    static final Pattern NAME =
            Objects.requireNonNull(shape("DeliveryStreamName").pattern());

    /** Bytes of all records of one call at the most: in the API's documentation only, the model does not have it. */
    static final int MAX_BATCH_BYTES = 4 << 20;

    /** Lines of one plain HTTP request at the most: Hydrant's own limit, so that the answer stays small. */
    static final int MAX_LINES = 10_000;

    private PutLimits() {}

    private static Shape shape(String name) {
        return ServiceModel.firehose().shape(name);
    }

    private static int max(String shape) {
        return Objects.requireNonNull(shape(shape).max()).intValue();
    }
}
