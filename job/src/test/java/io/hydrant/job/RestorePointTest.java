package io.hydrant.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RestoreMode;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestorePointTest {
    @TempDir
    Path folder;

    private JobSpec spec;

    @BeforeEach
    void configure() {
        spec = TestJobs.spec(folder, 5, 300);
    }

    @Test
    void theNewestSavepointOfADrainWinsOverOlderCheckpoints() throws IOException {
        state("job1/chk-9");
        savepoint("drain/savepoint-b", 4);
        savepoint("drain/savepoint-a", 10);
        savepoint("drain/savepoint-c", 2);

        Configuration flink = restored();

        assertThat(flink.get(StateRecoveryOptions.SAVEPOINT_PATH))
                .endsWith("checkpoints/clicks/0/drain/savepoint-a/_metadata_reopened");
        assertThat(flink.get(StateRecoveryOptions.RESTORE_MODE)).isEqualTo(RestoreMode.NO_CLAIM);
        assertThat(flink.get(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE))
                .isFalse();
        assertThat(DrainSavepoint.folder(spec).toString()).endsWith("checkpoints/clicks/0/drain");
    }

    @Test
    void aDrainThatWasCutOffLeavesTheCheckpoint() throws IOException {
        state("job1/chk-9");
        Files.createDirectories(checkpoints().resolve("drain/savepoint-1"));

        Configuration flink = restored();

        assertThat(flink.get(StateRecoveryOptions.SAVEPOINT_PATH)).endsWith("checkpoints/clicks/0/job1/chk-9");
        assertThat(flink.get(StateRecoveryOptions.RESTORE_MODE)).isEqualTo(RestoreMode.CLAIM);
    }

    @Test
    void aJobThatWentOnAfterADrainThatFailedHasNewerCheckpoints() throws IOException {
        savepoint("drain/savepoint-1", 10);
        state("job1/chk-11");

        Configuration flink = restored();

        assertThat(flink.get(StateRecoveryOptions.SAVEPOINT_PATH)).endsWith("checkpoints/clicks/0/job1/chk-11");
        assertThat(flink.get(StateRecoveryOptions.RESTORE_MODE)).isEqualTo(RestoreMode.CLAIM);
    }

    @Test
    void anUpdatedStreamGoesOnWhereTheVersionBeforeWasDrained() throws IOException {
        savepoint("drain/savepoint-1", 10);
        spec = version(3, 1);
        Configuration flink = restored();
        assertThat(flink.get(StateRecoveryOptions.SAVEPOINT_PATH)).endsWith("checkpoints/clicks/0/drain/savepoint-1");
        assertThat(flink.get(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE))
                .as("nothing but positions is in it")
                .isTrue();

        savepoint("v2/drain/savepoint-2", 12);
        state("v2/job1/chk-13");
        flink = restored();
        assertThat(flink.get(StateRecoveryOptions.SAVEPOINT_PATH)).endsWith("checkpoints/clicks/0/v2/job1/chk-13");
        assertThat(flink.get(StateRecoveryOptions.RESTORE_MODE)).isEqualTo(RestoreMode.CLAIM);
        assertThat(flink.get(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE))
                .isFalse();

        state("v3/job2/chk-11");
        assertThat(restored().get(StateRecoveryOptions.SAVEPOINT_PATH)).endsWith("checkpoints/clicks/0/v3/job2/chk-11");
        assertThat(DrainSavepoint.folder(spec).toString()).endsWith("checkpoints/clicks/0/v3/drain");
    }

    @Test
    void whatADrainThatNeverEndedHasLeftMustNotBeDropped() throws IOException {
        savepoint("v2/drain/savepoint-1", 10);
        spec = version(3, 1);
        assertThat(restored().get(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE))
                .isFalse();
        spec = version(3, 2);
        assertThat(restored().get(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE))
                .isTrue();
    }

    private JobSpec version(long version, long drained) {
        return new JobSpec(
                spec.definition(),
                Long.toString(version),
                spec.incarnation(),
                spec.deliveryStart(),
                spec.config(),
                drained);
    }

    @Test
    void withoutAnyStateTheLogIsAskedWhetherTheStreamHasDelivered() {
        assertThatThrownBy(this::restored).hasMessageContaining("log.bootstrapServers is not set");
        assertThatThrownBy(() -> HydrantJob.graph(spec)).hasMessageContaining("log.bootstrapServers is not set");
    }

    @Test
    void withoutAnyStateATopicsClusterIsAskedToo() {
        spec = DeliveryStartTest.spec(
                folder,
                "MSKAsSource",
                "\"MSKSourceConfiguration\": {\"MSKClusterARN\": \"arn:aws:kafka:us-east-1:0:cluster/sales/1\","
                        + " \"TopicName\": \"orders\", \"AuthenticationConfiguration\": {\"RoleARN\":"
                        + " \"arn:aws:iam::123456789012:role/r\", \"Connectivity\": \"PRIVATE\"}}");
        assertThatThrownBy(this::restored).hasMessageStartingWith("kafka.clusters.sales: missing");
    }

    @Test
    void withoutAnyStateAKinesisStreamBeginsWhereItFirstBegan() {
        spec = DeliveryStartTest.spec(folder, "KinesisStreamAsSource", DeliveryStartTest.KINESIS);
        assertThat(restored().contains(StateRecoveryOptions.SAVEPOINT_PATH)).isFalse();
    }

    @Test
    void aPlaceAmongFlinksOptionsIsForTheFirstStart() throws IOException {
        Configuration flink = new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, "file:/moved");
        RestorePoint.addTo(flink, spec);
        assertThat(flink.get(StateRecoveryOptions.SAVEPOINT_PATH)).isEqualTo("file:/moved");

        state("job1/chk-9");
        RestorePoint.addTo(flink, spec);
        assertThat(flink.get(StateRecoveryOptions.SAVEPOINT_PATH)).endsWith("chk-9");
    }

    private Configuration restored() {
        Configuration flink = FlinkConfiguration.ofJob(spec);
        assertThat(flink.contains(StateRecoveryOptions.SAVEPOINT_PATH)).isFalse();
        RestorePoint.addTo(flink, spec);
        return flink;
    }

    private Path checkpoints() {
        return folder.resolve("checkpoints/clicks/0");
    }

    private void savepoint(String path, long number) throws IOException {
        Path savepoint = Files.createDirectories(checkpoints().resolve(path));
        try (OutputStream out = Files.newOutputStream(savepoint.resolve("_metadata"))) {
            Checkpoints.storeCheckpointMetadata(new CheckpointMetadata(number, List.of(), List.of()), out);
        }
    }

    private void state(String path) throws IOException {
        Path state = Files.createDirectories(checkpoints().resolve(path));
        Files.writeString(state.resolve("_metadata"), "x");
    }
}
