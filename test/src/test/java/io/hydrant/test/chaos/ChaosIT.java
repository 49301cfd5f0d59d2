package io.hydrant.test.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.test.process.Folders;
import io.hydrant.test.process.PluginJar;
import io.hydrant.test.process.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The short run of the oracle; {@code bench/chaos} is the long one. */
class ChaosIT {
    private static final long SEED = 4;
    private static final Duration LIMIT = Duration.ofSeconds(100);

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void acknowledgedRecordsAreDeliveredExactlyOnceWhateverDies() throws Exception {
        check(Folders.empty(Repository.target().resolve("chaos-it")), Subject.plain(SEED));
    }

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void processedRecordsAreInTheirPartitionOrInTheErrorOutputExactlyOnceWhateverDies() throws Exception {
        Path folder = Folders.empty(Repository.target().resolve("chaos-processed-it"));
        Path plugins = folder.resolve("plugins");
        PluginJar.write(plugins, RoutingPlugin.class);

        check(folder, Subject.processed(SEED, plugins));
    }

    private static void check(Path folder, Subject subject) throws Exception {
        ChaosRun.Result result = new ChaosRun(
                        new ChaosRun.Plan(SEED, 1, LIMIT, Duration.ofMillis(40)),
                        subject,
                        folder,
                        line -> System.out.println("chaos: " + line))
                .run();

        assertThat(result.faults()).as("logs are in %s", folder).isEmpty();
        assertThat(result.acknowledged()).isGreaterThan(1_000);
        assertThat(result.kills()).containsKeys("broker", "gateway", "jobmanager");
        Folders.delete(folder.resolve("kafka"));
        Folders.delete(folder.resolve("data"));
    }
}
