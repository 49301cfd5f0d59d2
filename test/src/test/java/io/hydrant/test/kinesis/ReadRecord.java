package io.hydrant.test.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.core.record.KinesisMetadata;
import io.hydrant.core.record.RecordBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A record that a source read.
 *
 * @param text its bytes as UTF-8
 * @param metadata what is kept of it for Lambda
 * @param arrivalMillis when it arrived at Kinesis, epoch milliseconds
 */
record ReadRecord(String text, KinesisMetadata metadata, long arrivalMillis) {
    /** The records of a batch. */
    static List<ReadRecord> all(RecordBatch batch) {
        List<ReadRecord> records = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            records.add(new ReadRecord(
                    new String(batch.bytes(), batch.start(i), batch.end(i) - batch.start(i), UTF_8),
                    Objects.requireNonNull(KinesisMetadata.of(batch, i)),
                    batch.oldestArrivalMillis()));
        }
        return records;
    }

    String shard() {
        return metadata.shardId();
    }
}
