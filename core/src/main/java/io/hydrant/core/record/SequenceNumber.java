package io.hydrant.core.record;

/**
 * Where a record stood in its source, in Firehose's words.
 *
 * @param sequence Kinesis's sequence number; from the ingest log or a topic {@code partition-offset}
 * @param subsequence number, from 0, of the record among those that came as one: an aggregate of Kinesis, or a request
 */
public record SequenceNumber(String sequence, long subsequence) {
    /** Of record {@code i} as it came, whatever it has become since. */
    public static SequenceNumber of(RecordBatch batch, int i) {
        RecordBatch originals = batch.originals();
        int original = batch.originalOf(i);
        KinesisMetadata kinesis = KinesisMetadata.of(originals, original);
        if (kinesis != null) {
            return new SequenceNumber(kinesis.sequenceNumber(), kinesis.subsequenceNumber());
        }
        RecordCursor place = new RecordCursor(originals).moveTo(original);
        return new SequenceNumber(place.partition() + "-" + place.offset(), place.index());
    }

    /** Both, with a dot between them. */
    public String text() {
        return sequence + "." + subsequence;
    }
}
