package io.hydrant.operators.validate;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.BatchTypes;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Tells messages that are no records from those that are, right behind the source.
 *
 * <pre>
 *  RecordBatch --validate--> RecordBatch
 *                 \__ no value, too large: FailedRecord, by {@link BatchTypes#FAILURES}
 * </pre>
 *
 * To be put behind a source that makes a message without a value a batch without records, and a message that may be too
 * large a batch of its own: then nothing is done per record.
 */
public final class MessageValidation {
    /** What {@code !{firehose:error-output-type}} becomes for messages that are no records. */
    public static final String OUTPUT_TYPE = "source-validation-failed";

    /** Error code of a message without a value. */
    public static final String NULL_VALUE = "MSK.NullValue";

    /** Error code of a message that is too large. */
    public static final String RECORD_TOO_LARGE = "MSK.RecordTooLarge";

    /** The largest record of Firehose's MSK source. */
    public static final int MAX_RECORD_BYTES = 10 << 20;

    /** The same if a Lambda function transforms the stream's records. */
    public static final int MAX_RECORD_BYTES_FOR_LAMBDA = 6 << 20;

    private final String topic;
    private final int maxRecordBytes;

    /**
     * @param topic as error messages name it
     * @param maxRecordBytes size of the largest record
     */
    public MessageValidation(String topic, int maxRecordBytes) {
        this.topic = topic;
        this.maxRecordBytes = maxRecordBytes;
    }

    /** Attaches the step under the given constant uid; what fails in it is its side output. */
    public SingleOutputStreamOperator<RecordBatch> attach(DataStream<RecordBatch> messages, String uid) {
        return messages.transform("Validate", BatchTypes.RECORD_BATCH, new ValidateOperator(topic, maxRecordBytes))
                .uid(uid);
    }
}
