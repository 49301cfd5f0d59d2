package io.hydrant.operators.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.record.BatchRewriter;
import io.hydrant.core.record.KinesisMetadata;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;
import io.hydrant.operators.Batches;
import io.hydrant.operators.lambda.LambdaContext.Source;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestWriterTest {
    private static final String STREAM = "arn:aws:firehose:us-east-1:000000000000:deliverystream/s";
    private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}";

    @Test
    void ofRecordsThatWerePut() {
        RecordBatch batch = new RecordBatchBuilder(0)
                .beginRun(3, 77, 0, 1_510_772_160_000L)
                .add("hello".getBytes(UTF_8), 0, 5)
                .add(new byte[0], 0, 0)
                .build();

        assertThat(write(batch, Source.DIRECT_PUT, null))
                .matches("\\{\"invocationId\":\"" + UUID + "\","
                        + "\"deliveryStreamArn\":\"" + STREAM + "\",\"region\":\"us-east-1\",\"records\":\\["
                        + "\\{\"recordId\":\"000000000000000007700000000030000000000000000\","
                        + "\"approximateArrivalTimestamp\":1510772160000,\"data\":\"aGVsbG8=\"\\},"
                        + "\\{\"recordId\":\"000000000000000007700000000030000000001000000\","
                        + "\"approximateArrivalTimestamp\":1510772160000,\"data\":\"\"\\}\\]\\}");
    }

    @Test
    void ofKinesisRecords() {
        byte[] metadata = new KinesisMetadata("shardId-000000000001", "k\"\u00e9y\u0001", "4954", 2).encode();
        RecordBatch batch = RecordBatch.ofMessage(1, 5, 9, "hello".getBytes(UTF_8), metadata);

        assertThat(write(batch, Source.KINESIS, "arn:aws:kinesis:us-east-1:000000000000:stream/k"))
                .matches("\\{\"invocationId\":\"" + UUID + "\",\"deliveryStreamArn\":\"" + STREAM + "\","
                        + "\"sourceKinesisStreamArn\":\"arn:aws:kinesis:us-east-1:000000000000:stream/k\","
                        + "\"region\":\"us-east-1\",\"records\":\\[\\{\"recordId\":\"\\d+\","
                        + "\"approximateArrivalTimestamp\":9,\"data\":\"aGVsbG8=\","
                        + "\"kinesisRecordMetadata\":\\{\"shardId\":\"shardId-000000000001\","
                        + "\"partitionKey\":\"k\\\\\"\u00e9y\\\\u0001\",\"approximateArrivalTimestamp\":9,"
                        + "\"sequenceNumber\":\"4954\",\"subsequenceNumber\":2\\}\\}\\]\\}");
    }

    /** A step before the function changed the record: where it came from is with its original. */
    @Test
    void ofKinesisRecordsThatWereChanged() {
        byte[] metadata = new KinesisMetadata("shardId-1", "key", "4954", 0).encode();
        BatchRewriter rewriter = new BatchRewriter();
        rewriter.begin(RecordBatch.ofMessage(1, 5, 9, "hello".getBytes(UTF_8), metadata));
        rewriter.add(0, "changed".getBytes(UTF_8), 0, 7);

        assertThat(write(rewriter.finish(), Source.KINESIS, "arn"))
                .contains("\"data\":\"Y2hhbmdlZA==\"", "\"partitionKey\":\"key\"");
    }

    @Test
    void ofMessagesOfATopic() {
        RecordBatch batch = RecordBatch.ofMessage(4, 123_456, 9, "hello".getBytes(UTF_8));

        assertThat(write(batch, Source.MSK, "arn:aws:kafka:us-east-1:000000000000:cluster/c/1"))
                .matches("\\{\"invocationId\":\"" + UUID + "\",\"deliveryStreamArn\":\"" + STREAM + "\","
                        + "\"sourceMSKArn\":\"arn:aws:kafka:us-east-1:000000000000:cluster/c/1\","
                        + "\"region\":\"us-east-1\",\"records\":\\[\\{\"recordId\":\"\\d+\","
                        + "\"approximateArrivalTimestamp\":9,\"kafkaRecordValue\":\"aGVsbG8=\","
                        + "\"mskRecordMetadata\":\\{\"offset\":\"123456\",\"partitionId\":\"4\","
                        + "\"approximateArrivalTimestamp\":9\\}\\}\\]\\}");
    }

    /** Parts of one record stand at the same place; records of several batches too, if they were never placed. */
    @Test
    void idsAreUniqueInTheRequestAndLeadBackToTheRecord() {
        RequestRecords records = new RequestRecords();
        records.add(Batches.of("a", "b"), 0, 2);
        records.add(Batches.of("c", "d", "e"), 1, 3);
        RecordIds ids = new RecordIds(records.size());
        Bytes unused = new RequestWriter(context(Source.DIRECT_PUT, null)).write(records, ids);

        Set<String> distinct = new HashSet<>();
        for (int i = 0; i < records.size(); i++) {
            String id = new String(ids.array(), ids.start(i), RecordIds.LENGTH, UTF_8);
            distinct.add(id);
            assertThat(ids.numberOf(id)).isEqualTo(i);
            assertThat(ids.numberOf(id.substring(1))).isEqualTo(-1);
            assertThat(ids.numberOf("1" + id.substring(1))).isEqualTo(-1);
        }
        assertThat(distinct).hasSize(4);
        assertThat(ids.numberOf("9".repeat(RecordIds.LENGTH))).isEqualTo(-1);
        assertThat(ids.numberOf("x".repeat(RecordIds.LENGTH))).isEqualTo(-1);
    }

    @Test
    void isNeverLongerThanSaidAndNotMuchShorter() {
        byte[] worst = new KinesisMetadata("shardId-000000000001", "\u0001\"".repeat(128), "9".repeat(128), 1).encode();
        byte[] usual = new KinesisMetadata("shardId-000000000001", "user-4711", "9".repeat(56), 0).encode();
        long offset = Long.MAX_VALUE;
        for (Source source : Source.values()) {
            boolean kinesis = source == Source.KINESIS;
            byte[] value = new byte[1000];
            RecordBatch largest = kinesis
                    ? RecordBatch.ofMessage(-1, offset, Long.MIN_VALUE, value, worst)
                    : RecordBatch.ofMessage(-1, offset, Long.MIN_VALUE, value);
            RecordBatch common = kinesis
                    ? RecordBatch.ofMessage(1, 10, 1_510_772_160_000L, value, usual)
                    : RecordBatch.ofMessage(1, 10, 1_510_772_160_000L, value);
            LambdaContext context = context(source, source == Source.DIRECT_PUT ? null : "a\u0001".repeat(256));
            RequestWriter writer = new RequestWriter(context);
            String none = write(RecordBatch.tombstone(0, 0, 0), source, context.sourceArn());

            assertThat(none.length()).isLessThanOrEqualTo(writer.envelopeLength());
            assertThat((long) write(largest, source, context.sourceArn()).length() - none.length())
                    .isLessThanOrEqualTo(writer.recordLength(largest, 0));
            assertThat((long) write(common, source, context.sourceArn()).length() - none.length())
                    .isBetween(writer.recordLength(common, 0) - 150, writer.recordLength(common, 0));
        }
    }

    private static String write(RecordBatch batch, Source source, String sourceArn) {
        RequestRecords records = new RequestRecords();
        records.add(batch, 0, batch.size());
        return new RequestWriter(context(source, sourceArn))
                .write(records, new RecordIds(records.size()))
                .toString(UTF_8);
    }

    private static LambdaContext context(Source source, String sourceArn) {
        return new LambdaContext(STREAM, "us-east-1", source, sourceArn);
    }
}
