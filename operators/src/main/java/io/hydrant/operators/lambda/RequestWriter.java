package io.hydrant.operators.lambda;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.hydrant.core.record.KinesisMetadata;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordCursor;
import io.hydrant.operators.lambda.LambdaContext.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;

/** Writes records as the request that Firehose sends to a function. Has no state of its own: any thread may use it. */
final class RequestWriter {
    private static final JsonFactory JSON = new JsonFactory();

    /** The id, a time of 20 characters, names and brackets. */
    private static final int RECORD_OVERHEAD = RecordIds.LENGTH + 20 + 70;

    /** The same of the metadata, but for what is in the record's own. */
    private static final int KINESIS_OVERHEAD = 20 + 20 + 130;

    private static final int MSK_OVERHEAD = 20 + 20 + 11 + 100;

    private static final int ENVELOPE_OVERHEAD = 200;

    /** A control character. */
    private static final int LONGEST_ESCAPE = 6;

    private static final SerializedString RECORD_ID = new SerializedString("recordId");
    private static final SerializedString ARRIVAL = new SerializedString("approximateArrivalTimestamp");
    private static final SerializedString DATA = new SerializedString("data");
    private static final SerializedString KAFKA_VALUE = new SerializedString("kafkaRecordValue");
    private static final SerializedString KINESIS = new SerializedString("kinesisRecordMetadata");
    private static final SerializedString MSK = new SerializedString("mskRecordMetadata");

    private final LambdaContext context;

    RequestWriter(LambdaContext context) {
        this.context = context;
    }

    /** Bytes that a request has without records; never less. */
    int envelopeLength() {
        String sourceArn = context.sourceArn();
        return ENVELOPE_OVERHEAD
                + longest(context.deliveryStreamArn().length())
                + longest(context.region().length())
                + (sourceArn == null ? 0 : longest(sourceArn.length()));
    }

    /** Bytes that record {@code i} takes in a request; never less, and but little more. */
    long recordLength(RecordBatch batch, int i) {
        long length = RECORD_OVERHEAD + (batch.end(i) - batch.start(i) + 2) / 3 * 4L;
        return switch (context.source()) {
            case DIRECT_PUT -> length;
            case MSK -> length + MSK_OVERHEAD;
            case KINESIS -> length + KINESIS_OVERHEAD + metadataLength(batch.originals(), batch.originalOf(i));
        };
    }

    private static int metadataLength(RecordBatch batch, int i) {
        int length = 0;
        for (int at = batch.metadataStart(i); at < batch.metadataEnd(i); at++) {
            byte character = batch.bytes()[at];
            boolean control = character >= 0 && character < ' ';
            length += control ? LONGEST_ESCAPE : character == '"' || character == '\\' ? 2 : 1;
        }
        return length;
    }

    private static int longest(int characters) {
        return LONGEST_ESCAPE * characters;
    }

    /** The request, with ids that are noted. */
    Bytes write(RequestRecords records, RecordIds ids) {
        Bytes request = new Bytes(capacity(records));
        try (JsonGenerator json = JSON.createGenerator(request)) {
            json.writeStartObject();
            json.writeStringField("invocationId", UUID.randomUUID().toString());
            json.writeStringField("deliveryStreamArn", context.deliveryStreamArn());
            if (context.sourceArn() != null) {
                json.writeStringField(sourceMember(), context.sourceArn());
            }
            json.writeStringField("region", context.region());
            json.writeArrayFieldStart("records");
            for (RequestRecords.Run run : records.runs()) {
                write(json, run, ids);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it is written to memory
        }
        return request;
    }

    private int capacity(RequestRecords records) {
        long length = envelopeLength();
        for (RequestRecords.Run run : records.runs()) {
            int bytes = run.batch().end(run.to() - 1) - run.batch().start(run.from());
            length += bytes / 3 * 4L + 160L * (run.to() - run.from());
        }
        return (int) Math.min(length, LambdaErrors.MAX_PAYLOAD_BYTES);
    }

    private String sourceMember() {
        return context.source() == Source.MSK ? "sourceMSKArn" : "sourceKinesisStreamArn";
    }

    private void write(JsonGenerator json, RequestRecords.Run run, RecordIds ids) throws IOException {
        RecordBatch batch = run.batch();
        RecordCursor place = new RecordCursor(batch);
        for (int i = run.from(); i < run.to(); i++) {
            int number = run.firstIndex() + i - run.from();
            ids.make(number, place.moveTo(i));
            json.writeStartObject();
            json.writeFieldName(RECORD_ID);
            json.writeUTF8String(ids.array(), ids.start(number), RecordIds.LENGTH);
            json.writeFieldName(ARRIVAL);
            json.writeNumber(place.arrivalMillis());
            json.writeFieldName(context.source() == Source.MSK ? KAFKA_VALUE : DATA);
            int start = batch.start(i);
            json.writeBinary(Base64Variants.MIME_NO_LINEFEEDS, batch.bytes(), start, batch.end(i) - start);
            if (context.source() == Source.KINESIS) {
                writeKinesis(json, batch, i, place.arrivalMillis());
            } else if (context.source() == Source.MSK) {
                writeKafka(json, place);
            }
            json.writeEndObject();
        }
    }

    private static void writeKinesis(JsonGenerator json, RecordBatch batch, int i, long arrivalMillis)
            throws IOException {
        KinesisMetadata metadata = KinesisMetadata.of(batch.originals(), batch.originalOf(i));
        if (metadata == null) {
            return;
        }
        json.writeFieldName(KINESIS);
        json.writeStartObject();
        json.writeStringField("shardId", metadata.shardId());
        json.writeStringField("partitionKey", metadata.partitionKey());
        json.writeNumberField("approximateArrivalTimestamp", arrivalMillis);
        json.writeStringField("sequenceNumber", metadata.sequenceNumber());
        json.writeNumberField("subsequenceNumber", metadata.subsequenceNumber());
        json.writeEndObject();
    }

    /** Offset and partition are text in Firehose's requests. */
    private static void writeKafka(JsonGenerator json, RecordCursor place) throws IOException {
        json.writeFieldName(MSK);
        json.writeStartObject();
        json.writeStringField("offset", Long.toString(place.offset()));
        json.writeStringField("partitionId", Integer.toString(place.partition()));
        json.writeNumberField("approximateArrivalTimestamp", place.arrivalMillis());
        json.writeEndObject();
    }
}
