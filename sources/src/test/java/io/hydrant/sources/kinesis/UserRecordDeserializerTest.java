package io.hydrant.sources.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.kinesis.agg.AggRecord;
import io.hydrant.core.record.KinesisMetadata;
import io.hydrant.core.record.RecordBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.clientlibrary.types.UserRecord;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.HashKeyRange;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Record;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Shard;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.junit.jupiter.api.Test;

/** What GetRecords gives, taken apart as the connector does it and turned into batches. */
class UserRecordDeserializerTest {
    private static final String SHARD = "shardId-000000000007";
    private static final String SEQUENCE_NUMBER = "49546986683135544286507457936321625675700192471156785154";
    private static final long ARRIVAL = 1_772_359_200_123L;
    private static final String ALL_KEYS = "340282366920938463463374607431768211455";

    private final UserRecordDeserializer deserializer =
            new UserRecordDeserializer(TypeInformation.of(RecordBatch.class));

    @Test
    void aPlainRecordIsABatchWithWhatKinesisSaysOfIt() {
        List<RecordBatch> batches = read(record("hello".getBytes(UTF_8)));

        assertThat(texts(batches)).containsExactly("hello");
        RecordBatch batch = batches.get(0);
        assertThat(KinesisMetadata.of(batch, 0)).isEqualTo(new KinesisMetadata(SHARD, "outer key", SEQUENCE_NUMBER, 0));
        assertThat(batch.origin(0).partition()).isEqualTo(7);
        assertThat(batch.oldestArrivalMillis()).isEqualTo(ARRIVAL);
    }

    @Test
    void anAggregateComesApartIntoItsRecordsAndTheirKeys() throws Exception {
        AggRecord aggregate = aggregate();

        List<RecordBatch> batches = read(record(aggregate.toRecordBytes()));

        assertThat(texts(batches)).containsExactly("one", "", "three", "four");
        List<String> keys = new ArrayList<>();
        for (RecordBatch batch : batches) {
            keys.add(KinesisMetadata.of(batch, 0).partitionKey());
        }
        assertThat(keys).containsExactly("a", "b", "schlüssel", "a");
    }

    @Test
    void recordsOfAnAggregateSayWhereInItTheyStood() throws Exception {
        List<UserRecord> users = takenApart(record(aggregate().toRecordBytes()));

        assertThat(users).extracting(UserRecord::getSubSequenceNumber).containsExactly(0L, 1L, 2L, 3L);
        assertThat(users).extracting(UserRecord::getSequenceNumber).containsOnly(SEQUENCE_NUMBER);
        assertThat(users).allMatch(UserRecord::isAggregated);
    }

    @Test
    void anAggregateWithAWrongDigestPassesThroughAsItIs() throws Exception {
        byte[] corrupt = aggregate().toRecordBytes();
        corrupt[corrupt.length - 1] ^= 1;

        assertPassesThrough(corrupt);
    }

    @Test
    void anAggregateWithDamagedRecordsPassesThroughAsItIs() throws Exception {
        byte[] corrupt = aggregate().toRecordBytes();
        corrupt[8] ^= 0x55;

        assertPassesThrough(corrupt);
    }

    @Test
    void aTruncatedAggregatePassesThroughAsItIs() throws Exception {
        assertPassesThrough(Arrays.copyOf(aggregate().toRecordBytes(), 12));
        assertPassesThrough(Arrays.copyOf(aggregate().toRecordBytes(), 4));
    }

    private void assertPassesThrough(byte[] corrupt) {
        List<RecordBatch> batches = read(record(corrupt));

        assertThat(batches).hasSize(1);
        assertThat(payload(batches.get(0))).isEqualTo(corrupt);
        assertThat(KinesisMetadata.of(batches.get(0), 0))
                .isEqualTo(new KinesisMetadata(SHARD, "outer key", SEQUENCE_NUMBER, 0));
    }

    private static AggRecord aggregate() throws Exception {
        AggRecord aggregate = new AggRecord();
        aggregate.addUserRecord("a", null, "one".getBytes(UTF_8));
        aggregate.addUserRecord("b", null, new byte[0]);
        aggregate.addUserRecord("schlüssel", null, "three".getBytes(UTF_8));
        aggregate.addUserRecord("a", null, "four".getBytes(UTF_8));
        return aggregate;
    }

    private static Record record(byte[] data) {
        return new Record()
                .withData(ByteBuffer.wrap(data))
                .withPartitionKey("outer key")
                .withSequenceNumber(SEQUENCE_NUMBER)
                .withApproximateArrivalTimestamp(new Date(ARRIVAL));
    }

    private static List<UserRecord> takenApart(Record record) {
        Shard shard = new Shard()
                .withShardId(SHARD)
                .withHashKeyRange(new HashKeyRange().withStartingHashKey("0").withEndingHashKey(ALL_KEYS));
        return new org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordBatch(
                        List.of(record), new StreamShardHandle("orders", shard), 0L)
                .getDeaggregatedRecords();
    }

    private List<RecordBatch> read(Record record) {
        List<RecordBatch> batches = new ArrayList<>();
        for (UserRecord user : takenApart(record)) {
            byte[] data = new byte[user.getData().remaining()];
            user.getData().get(data);
            batches.add(deserializer.deserialize(
                    data,
                    user.getPartitionKey(),
                    user.getSequenceNumber(),
                    user.getApproximateArrivalTimestamp().getTime(),
                    "orders",
                    SHARD));
        }
        return batches;
    }

    private static List<String> texts(List<RecordBatch> batches) {
        return batches.stream().map(batch -> new String(payload(batch), UTF_8)).toList();
    }

    private static byte[] payload(RecordBatch batch) {
        return Arrays.copyOf(batch.bytes(), batch.payloadLength());
    }
}
