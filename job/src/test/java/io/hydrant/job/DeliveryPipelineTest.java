package io.hydrant.job;

import static io.hydrant.job.TestJobs.deliveredRecords;
import static io.hydrant.job.TestJobs.issuedRecords;
import static io.hydrant.job.TestJobs.objects;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The job behind its source, on a real cluster in this JVM: what is in the bucket when it has ended? */
class DeliveryPipelineTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private static final AtomicInteger FAILURES_LEFT = new AtomicInteger();

    @TempDir
    Path folder;

    @Test
    void endOfInputDeliversEverythingBuffered() throws Exception {
        run(TestJobs.spec(folder, 5, 300), 0);

        assertThat(deliveredRecords(folder)).containsExactlyInAnyOrderElementsOf(issuedRecords());
        assertThat(objects(folder)).hasSizeBetween(1, 2); // one per subtask
    }

    @Test
    void failuresNeitherLoseNorDoubleARecord() throws Exception {
        run(TestJobs.spec(folder, 1, 1), 3);

        assertThat(FAILURES_LEFT.get()).isLessThanOrEqualTo(0);
        assertThat(deliveredRecords(folder)).containsExactlyInAnyOrderElementsOf(issuedRecords());
    }

    @Test
    void anIntervalOfZeroDeliversWithEachCheckpoint() throws Exception {
        run(TestJobs.spec(folder, 5, 0), 1);

        assertThat(deliveredRecords(folder)).containsExactlyInAnyOrderElementsOf(issuedRecords());
        assertThat(objects(folder)).hasSizeGreaterThan(2);
    }

    private static void run(JobSpec spec, int failures) throws Exception {
        FAILURES_LEFT.set(failures);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.configure(FlinkConfiguration.ofJob(spec));
        DeliveryPipeline.deliver(
                TestJobs.source(env, number -> {
                    if (number > TestJobs.BATCHES / 2 && FAILURES_LEFT.getAndDecrement() > 0) {
                        throw new IOException("injected failure");
                    }
                    return TestJobs.batch(number);
                }),
                spec,
                new FailureStreams());
        env.execute();
    }
}
