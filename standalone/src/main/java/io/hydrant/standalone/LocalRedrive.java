package io.hydrant.standalone;

import io.hydrant.core.config.HydrantConfig;
import io.hydrant.job.JobSpec;
import io.hydrant.job.RedriveJob;
import io.hydrant.job.redrive.Findings;
import io.hydrant.job.redrive.RedriveCounts;
import io.hydrant.job.redrive.RedriveFilter;
import io.hydrant.job.redrive.RedrivePlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Re-drives a stream with a Flink of its own in this process, whether the stream's own job runs or not, and says what it
 * does.
 *
 * <pre>
 *  a redrive that was interrupted goes on --> the error output is read --> plan --> job --> done
 * </pre>
 *
 * One process at a time does so for a stream. Not thread-safe.
 */
public final class LocalRedrive {
    /** Between checkpoints: the end of the job waits for one. */
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(10);

    private final JobSpec spec;
    private final RedriveJob job;
    private final Consumer<String> out;

    /** @param out takes the lines that tell a person what happens */
    public LocalRedrive(JobSpec spec, Consumer<String> out) {
        Duration configured = spec.config().flink().checkpointInterval();
        Duration interval = configured.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : configured;
        HydrantConfig config = LocalConfig.onFlink(0, interval, spec.config());
        this.spec = new JobSpec(spec.definition(), spec.versionId(), spec.incarnation(), spec.deliveryStart(), config);
        this.job = new RedriveJob(this.spec);
        this.out = out;
    }

    /** Where this process keeps what only it needs, its log too. */
    public Path folder() {
        return spec.config()
                .dataDirectory()
                .toAbsolutePath()
                .resolve("redrive")
                .resolve(spec.definition().name());
    }

    /** Says what a redrive would do. */
    public void look(RedriveFilter filter) {
        EmbeddedFlink.openFileSystems(spec.config());
        job.redrives()
                .unfinished()
                .ifPresent(plan -> out.accept("Redrive " + plan.number() + " of " + plan.created() + " was interrupted;"
                        + " its " + FindingsReport.records(plan.records()) + " come first."));
        FindingsReport.tell(job.find(filter), out);
        out.accept("Dry run: nothing was delivered.");
    }

    /**
     * Delivers what the filter takes, after what an interrupted redrive has left.
     *
     * @param stop asked now and then; once it is true, the redrive is left for later to go on
     * @return whether everything has been done
     * @throws StartException if another process re-drives the stream, or Flink cannot run the job: one line
     */
    public boolean run(RedriveFilter filter, BooleanSupplier stop) {
        EmbeddedFlink.openFileSystems(spec.config());
        String inUse = "--stream: another redrive of " + spec.definition().name() + " is running; wait for its end";
        try (DataDirectory directory = DataDirectory.open(folder(), inUse)) {
            Optional<RedrivePlan> unfinished = job.redrives().unfinished();
            if (unfinished.isPresent()) {
                out.accept("Redrive " + unfinished.get().number() + " of "
                        + unfinished.get().created() + " was interrupted; it goes on first.");
                if (!deliver(unfinished.get(), directory.path(), stop)) {
                    return false;
                }
            }
            Findings findings = job.find(filter);
            FindingsReport.tell(findings, out);
            return findings.isEmpty() || deliver(begin(filter, findings), directory.path(), stop);
        }
    }

    private RedrivePlan begin(RedriveFilter filter, Findings findings) {
        int last = job.redrives().all().stream()
                .mapToInt(RedrivePlan::number)
                .max()
                .orElse(0);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        RedrivePlan plan =
                new RedrivePlan(last + 1, now, spec.versionId(), filter, findings.objects(), findings.manifests());
        job.redrives().begin(plan);
        out.accept("Redrive " + plan.number() + " begins.");
        return plan;
    }

    private boolean deliver(RedrivePlan plan, Path directory, BooleanSupplier stop) {
        if (job.hasEnded(plan)) {
            out.accept("Redrive " + plan.number() + " had delivered everything.");
            job.redrives().end(plan);
            return true;
        }
        Optional<RedriveCounts> counts;
        try (EmbeddedFlink flink = EmbeddedFlink.start(spec.config(), directory)) {
            counts = new RedriveRun(flink, out).run(job.graph(plan), stop);
        }
        if (counts.isEmpty()) {
            out.accept("Redrive " + plan.number() + " is interrupted; the next one begins with what is left of it.");
            return false;
        }
        job.redrives().end(plan);
        tell(plan, counts.get());
        return true;
    }

    private void tell(RedrivePlan plan, RedriveCounts counts) {
        out.accept("Redrive " + plan.number() + " is done: " + FindingsReport.records(counts.taken()) + " taken, "
                + FindingsReport.number(counts.failedAgain()) + " of them failed again and are in the error output.");
        if (counts.taken() < plan.records()) {
            out.accept(FindingsReport.records(plan.records() - counts.taken())
                    + " could not be taken: their objects had gone, see the log.");
        }
    }
}
