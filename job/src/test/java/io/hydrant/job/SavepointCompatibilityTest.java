package io.hydrant.job;

import static io.hydrant.job.TestJobs.deliveredRecords;
import static io.hydrant.job.TestJobs.issuedRecords;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A savepoint that an earlier build took, in the middle of the test source's records, goes on in this build. */
@Timeout(120)
class SavepointCompatibilityTest {
    private static final String SAVEPOINT_OF_0_1 = "/savepoints/0.1";

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private static final AtomicLong NEWEST_BATCH = new AtomicLong();

    @TempDir
    Path folder;

    @Test
    void bufferedRecordsOfTheSavepointAndTheRestAreDelivered() throws Exception {
        Path savepoint = Path.of(
                Objects.requireNonNull(getClass().getResource(SAVEPOINT_OF_0_1)).toURI());

        job(savepoint).execute();

        assertThat(deliveredRecords(folder)).containsExactlyInAnyOrderElementsOf(issuedRecords());
    }

    /** Takes the savepoint of a new release: {@code -Dsavepoint.folder=job/src/test/resources/savepoints/X.Y}. */
    @Test
    @EnabledIfSystemProperty(named = "savepoint.folder", matches = ".+")
    void takeTheSavepoint() throws Exception {
        JobClient job = job(null).executeAsync();
        await().until(() -> NEWEST_BATCH.get() >= TestJobs.BATCHES / 4);
        String savepoint = job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.NATIVE)
                .get();
        Path target = Path.of(System.getProperty("savepoint.folder"));
        assertThat(target).doesNotExist();
        Files.createDirectories(target.getParent());
        Files.move(Path.of(URI.create(savepoint)), target);
    }

    private StreamExecutionEnvironment job(Path savepoint) {
        JobSpec spec = TestJobs.spec(folder, 128, 900);
        Configuration configuration = FlinkConfiguration.ofJob(spec);
        configuration.setString("execution.checkpointing.data-inline-threshold", "1 mb"); // one file, no others
        configuration.setString("restart-strategy.type", "none");
        if (savepoint != null) {
            configuration.set(
                    StateRecoveryOptions.SAVEPOINT_PATH, savepoint.toUri().toString());
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.configure(configuration);
        DeliveryPipeline.deliver(
                TestJobs.source(env, number -> {
                    NEWEST_BATCH.set(number);
                    return TestJobs.batch(number);
                }),
                spec,
                new FailureStreams());
        return env;
    }
}
