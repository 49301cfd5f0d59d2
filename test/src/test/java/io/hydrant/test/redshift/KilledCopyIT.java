package io.hydrant.test.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hydrant.sinks.redshift.CopyPoint;
import io.hydrant.test.chaos.FolderStore;
import io.hydrant.test.process.ChildJvm;
import io.hydrant.test.process.Folders;
import io.hydrant.test.process.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The process is killed at each point of the way into the table, one after the other: each record is in it once. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KilledCopyIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int RECORDS = 800;

    @Test
    void eachRecordIsInTheTableOnceWhereverTheProcessDies() throws Exception {
        Path folder = Folders.empty(Repository.target().resolve("killed-copy-it"));
        FolderStore bucket = new FolderStore(folder.resolve("bucket"));
        String here = "s3://" + CopyJob.BUCKET + "/";
        try (FakeRedshift redshift = FakeRedshift.start(url -> {
            try (var object = bucket.open(url.substring(here.length()))) {
                return object.readAllBytes();
            }
        })) {
            redshift.createTable("clicks", "n bigint, text varchar(100)");
            for (CopyPoint point : CopyPoint.values()) {
                if (point == CopyPoint.ERROR_MANIFEST_WRITTEN) {
                    redshift.failNext("53100", "Disk Full");
                }
                try (ChildJvm job = job(folder, redshift, point.name(), HaltingObserver.arguments(point, folder))) {
                    job.start();
                    await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> !job.isAlive());
                }
                assertThat(HaltingObserver.proof(point, folder))
                        .as("halted there")
                        .exists();
            }
            try (ChildJvm job = job(folder, redshift, "end", List.of())) {
                job.run(SOON);
            }

            assertThat(redshift.query("SELECT n FROM clicks ORDER BY n"))
                    .containsExactlyElementsOf(IntStream.range(0, RECORDS)
                            .mapToObj(Integer::toString)
                            .toList());
            assertThat(redshift.query("SELECT n FROM clicks WHERE text <> 'record ' || n"))
                    .isEmpty();
            assertThat(redshift.query("SELECT sum(records) FROM hydrant_ledger WHERE stream = 'clicks'"))
                    .containsExactly(Integer.toString(RECORDS));
            assertThat(redshift.query("SELECT object FROM hydrant_ledger"))
                    .containsExactlyInAnyOrderElementsOf(bucket.list().keySet().stream()
                            .filter(key -> key.startsWith("staged/2"))
                            .map(here::concat)
                            .toList());
            assertThat(bucket.list().keySet())
                    .filteredOn(key -> key.startsWith("staged/errors/manifests/"))
                    .hasSize(1);
        }
    }

    private static ChildJvm job(Path folder, FakeRedshift redshift, String name, List<String> arguments) {
        List<String> jvm = new ArrayList<>(arguments);
        jvm.addAll(List.of("-Xmx400m", "--add-opens=java.base/java.util=ALL-UNNAMED"));
        return new ChildJvm(
                "job-" + name,
                folder,
                ChildJvm.classpath(),
                jvm,
                Map.of(),
                KilledCopyMain.class.getName(),
                folder.toString(),
                redshift.endpoint(),
                "clicks",
                Integer.toString(RECORDS));
    }
}
