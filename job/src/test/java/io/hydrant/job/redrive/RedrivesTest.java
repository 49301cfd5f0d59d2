package io.hydrant.job.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of redrives. */
class RedrivesTest {
    private static final RedriveFilter FILTER = new RedriveFilter(Instant.EPOCH, "403");

    private static final SkippedObjects SKIPPED = new SkippedObjects(
            "errors/manifests/m", "Redshift.DiskFull", 5, List.of(new SkippedObjects.Entry("s3://b/o", 7)));

    @TempDir
    Path folder;

    private Redrives redrives;

    @BeforeEach
    void open() {
        redrives = new Redrives(new org.apache.flink.core.fs.Path(folder.toUri()));
    }

    @Test
    void plansStayAsTheyWere() {
        assertThat(redrives.all()).isEmpty();
        RedrivePlan first = plan(1, List.of(new PlannedObject("errors/a", List.of(), 2, 3, true)));
        RedrivePlan second =
                plan(2, List.of(new PlannedObject("errors/ä b", List.of(FILTER, noFilter()), 0, 1, false)));
        redrives.begin(second);
        redrives.begin(first);

        assertThat(redrives.all()).containsExactly(first, second);
        assertThat(first.records()).isEqualTo(12);
    }

    @Test
    void oneThatHasNotEndedIsKnown() {
        redrives.begin(plan(1, List.of()));
        redrives.begin(plan(2, List.of()));
        redrives.end(plan(1, List.of()));
        assertThat(redrives.unfinished()).contains(plan(2, List.of()));

        redrives.end(plan(2, List.of()));
        assertThat(redrives.unfinished()).isEmpty();
    }

    @Test
    void aPlanIsNeverReplaced() {
        redrives.begin(plan(1, List.of()));

        assertThatThrownBy(() -> redrives.begin(plan(1, List.of())))
                .isInstanceOf(UncheckedIOException.class)
                .hasStackTraceContaining("another process plans redrives");
    }

    @Test
    void whatHasNotBegunIsNoRedriveButADamagedPlanIsNotPassedOver() throws Exception {
        Path one = Files.createDirectories(folder.resolve("redrive/1"));
        Files.writeString(one.resolve("plan.json.part"), "{");
        assertThat(redrives.all()).isEmpty();

        Files.writeString(one.resolve("plan.json"), "{");
        assertThatThrownBy(() -> redrives.all()).isInstanceOf(UncheckedIOException.class);
        Files.writeString(one.resolve("plan.json"), "{\"formatVersion\": 2}");
        assertThatThrownBy(() -> redrives.all()).isInstanceOf(UncheckedIOException.class);
    }

    private static RedriveFilter noFilter() {
        return new RedriveFilter(null, null);
    }

    private static RedrivePlan plan(int number, List<PlannedObject> objects) {
        return new RedrivePlan(number, Instant.ofEpochSecond(number), "1", FILTER, objects, List.of(SKIPPED));
    }
}
