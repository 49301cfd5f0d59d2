package io.hydrant.operators.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.core.record.KinesisMetadata;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordCursor;
import io.hydrant.core.transform.InputRecord;
import io.hydrant.operators.lambda.LambdaContext.Source;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A plug-in's view of one record after the other. */
final class RecordView implements InputRecord {
    private final Source source;
    private final RecordBatch batch;
    private final RecordCursor place;
    private final RecordIds ids;
    private final int firstNumber;
    private final int from;
    private int i;

    RecordView(RequestRecords.Run run, Source source, RecordIds ids) {
        this.source = source;
        this.batch = run.batch();
        this.place = new RecordCursor(batch);
        this.ids = ids;
        this.firstNumber = run.firstIndex();
        this.from = run.from();
    }

    /** Goes to record {@code next} of the batch. */
    void moveTo(int next) {
        i = next;
        place.moveTo(next);
    }

    @Override
    public byte[] data() {
        return Arrays.copyOfRange(batch.bytes(), batch.start(i), batch.end(i));
    }

    @Override
    public String text() {
        return new String(batch.bytes(), batch.start(i), length(), UTF_8);
    }

    @Override
    public int length() {
        return batch.end(i) - batch.start(i);
    }

    @Override
    public String recordId() {
        int number = firstNumber + i - from;
        ids.make(number, place);
        return new String(ids.array(), ids.start(number), RecordIds.LENGTH, UTF_8);
    }

    @Override
    public long arrivalMillis() {
        return place.arrivalMillis();
    }

    @Override
    public @Nullable KinesisPosition kinesis() {
        if (source != Source.KINESIS) {
            return null;
        }
        KinesisMetadata metadata = KinesisMetadata.of(batch.originals(), batch.originalOf(i));
        return metadata == null
                ? null
                : new KinesisPosition(
                        metadata.shardId(),
                        metadata.partitionKey(),
                        metadata.sequenceNumber(),
                        metadata.subsequenceNumber());
    }

    @Override
    public @Nullable KafkaPosition kafka() {
        return source == Source.MSK ? new KafkaPosition(place.partition(), place.offset()) : null;
    }
}
