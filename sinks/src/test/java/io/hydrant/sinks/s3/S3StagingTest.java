package io.hydrant.sinks.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.definition.CompressionFormat;
import io.hydrant.core.prefix.ObjectKey;
import io.hydrant.core.prefix.PrefixRules;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.RecordBatchBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3StagingTest {
    @TempDir
    Path bucket;

    @Test
    void anObjectIsHandedOnBeforeItsBarrierAndThereWhenItIsPublished() throws Exception {
        try (var staging = staging()) {
            staging.open();
            staging.processElement(buffer("one"), 0);
            assertThat(staging.extractOutputValues()).isEmpty();
            staging.prepareSnapshotPreBarrier(1);
            StagedObject staged = staging.extractOutputValues().get(0);
            assertThat(staged.url()).matches("s3://lake/in/2018/08/27/10/clicks-3-2018-08-27-10-30-00-[0-9a-f-]{36}");
            assertThat(staged.records()).isOne();
            Path object = bucket.resolve(staged.url().substring("s3://lake/".length()));
            assertThat(object).doesNotExist();

            StagedObjectSerializer serializer = new StagedObjectSerializer();
            StagedObject restored = serializer.deserialize(serializer.getVersion(), serializer.serialize(staged));
            ObjectPublisher publisher = ObjectPublisher.ofStaged("clicks", new UnregisteredMetricsGroup());
            publisher.publish(restored);
            publisher.publish(restored);
            assertThat(object).hasContent("one");
            assertThat(restored.published().pending()).isNull();
        }
    }

    @Test
    void whatIsLeftIsHandedOnAtTheEndAndNothingAfterIt() throws Exception {
        try (var staging = staging()) {
            staging.open();
            staging.processElement(buffer("last"), 0);
            staging.endInput();
            assertThat(staging.extractOutputValues()).hasSize(1);
            staging.prepareSnapshotPreBarrier(1);
            assertThat(staging.extractOutputValues()).hasSize(1);
        }
    }

    @Test
    void aPublishedObjectSurvivesItsCheckpointToo() throws IOException {
        StagedObjectSerializer serializer = new StagedObjectSerializer();
        StagedObject object = StagedObject.published("s3://b/ü", 2, 30, 4);
        StagedObject restored = serializer.deserialize(serializer.getVersion(), serializer.serialize(object));
        assertThat(List.of(restored.url(), restored.records(), restored.payloadBytes(), restored.oldestArrivalMillis()))
                .isEqualTo(List.of("s3://b/ü", 2L, 30L, 4L));
    }

    @Test
    void aBucketHasItsRealNameWhereItIsOneAndItsFoldersElse() throws IOException {
        assertThat(new StagingBucket(URI.create("s3a://real-name"), "lake").url("a/b"))
                .isEqualTo("s3://real-name/a/b");
        assertThat(new StagingBucket(URI.create("s3a://real-name/sub"), "lake").url("a/b"))
                .isEqualTo("s3://real-name/sub/a/b");
        StagingBucket folder = new StagingBucket(bucket.toUri(), "lake");
        assertThat(folder.write("m/1", "longer".getBytes(UTF_8))).isEqualTo("s3://lake/m/1");
        assertThat(folder.write("m/1", "new".getBytes(UTF_8))).isEqualTo(folder.url("m/1"));
        assertThat(bucket.resolve("m/1")).hasContent("new");
    }

    private OneInputStreamOperatorTestHarness<Buffer, StagedObject> staging() throws Exception {
        OneInputStreamOperatorTestHarness<Buffer, StagedObject> harness =
                new OneInputStreamOperatorTestHarness<>(operator());
        harness.setup(StagedObjectType.INSTANCE.createSerializer(new SerializerConfigImpl()));
        return harness;
    }

    private StagingOperator operator() {
        S3ObjectOptions options = new S3ObjectOptions(
                "clicks",
                bucket.toUri(),
                new ObjectKey(PrefixRules.data("in/"), "clicks", "3", "", ZoneOffset.UTC),
                CompressionFormat.UNCOMPRESSED,
                1,
                new byte[0],
                S3Output.DATA,
                null);
        return new StagingOperator(options, new StagingBucket(bucket.toUri(), "lake"));
    }

    private static Buffer buffer(String... records) {
        RecordBatchBuilder builder = new RecordBatchBuilder(64).beginRun(0, 0, 0, 1_535_365_800_000L);
        Stream.of(records)
                .map(record -> record.getBytes(UTF_8))
                .forEach(record -> builder.add(record, 0, record.length));
        return new Buffer(List.of(builder.build()));
    }
}
