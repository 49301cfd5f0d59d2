package io.hydrant.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.core.config.ConfigReader;
import io.hydrant.core.definition.StreamDefinition;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RestoreMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class HydrantJobTest {
    /** Neither the folder of its checkpoints nor its log can be asked, and its options name another savepoint. */
    private static final JobSpec SPEC = new JobSpec(
            TestJobs.spec(Path.of("unused"), 5, 300).definition(),
            JobSpec.FIRST_VERSION,
            JobSpec.ONLY_INCARNATION,
            Instant.EPOCH,
            ConfigReader.fromJson("{\"flink\": {\"checkpointDirectory\": \"nowhere://unknown/\", \"options\":"
                    + " {\"execution.state-recovery.path\": \"file:/option\","
                    + " \"execution.state-recovery.claim-mode\": \"CLAIM\"}}}"));

    @Test
    void nothingIsLookedUpWhenTheUserGivesASavepoint() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(
                new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, "file:/given"));

        HydrantJob.configure(env, SPEC);

        assertThat(env.getConfiguration().get(StateRecoveryOptions.SAVEPOINT_PATH))
                .isEqualTo("file:/given");
        assertThat(env.getConfiguration().get(StateRecoveryOptions.RESTORE_MODE))
                .isEqualTo(RestoreMode.NO_CLAIM);
        assertThat(env.getConfiguration().get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
                .isEqualTo("nowhere://unknown/clicks/0");
    }

    @Test
    void aCheckpointWaitsLongerThanAPartitionIsTried() {
        StreamDefinition partitioned = StreamDefinition.parse("""
                {"DeliveryStreamName": "clicks", "ExtendedS3DestinationConfiguration": {
                  "RoleARN": "arn:aws:iam::123456789012:role/r", "BucketARN": "arn:aws:s3:::b",
                  "Prefix": "!{partitionKeyFromLambda:k}/", "ErrorOutputPrefix": "e/!{firehose:error-output-type}/",
                  "DynamicPartitioningConfiguration": {"Enabled": true, "RetryOptions": {"DurationInSeconds": 7200}},
                  "ProcessingConfiguration": {"Enabled": true, "Processors": [{"Type": "Lambda", "Parameters": [
                    {"ParameterName": "LambdaArn",
                     "ParameterValue": "arn:aws:lambda:us-east-1:123456789012:function:f"}]}]}}}
                """);

        Configuration options = FlinkConfiguration.ofJob(TestJobs.spec(Path.of("unused"), partitioned));

        assertThat(options.get(CheckpointingOptions.CHECKPOINTING_TIMEOUT)).isEqualTo(Duration.ofMinutes(130));
        assertThat(FlinkConfiguration.ofJob(SPEC).contains(CheckpointingOptions.CHECKPOINTING_TIMEOUT))
                .isFalse();
    }

    @Test
    void otherwiseTheCheckpointsAreLookedUp() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();

        assertThatThrownBy(() -> HydrantJob.configure(env, SPEC))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("nowhere://unknown/clicks/0");
    }
}
