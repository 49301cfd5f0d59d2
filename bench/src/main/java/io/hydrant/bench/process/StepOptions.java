package io.hydrant.bench.process;

import picocli.CommandLine.Option;

/** The options of every benchmark that measures steps alone and in jobs; a mixin of its command. */
public final class StepOptions {
    @Option(names = "--no-steps", description = "Jobs only.")
    private boolean noSteps;

    @Option(names = "--no-jobs", description = "Steps alone only.")
    private boolean noJobs;

    @Option(
            names = "--seconds",
            description = "That a step is measured alone. Default: ${DEFAULT-VALUE}",
            defaultValue = "10")
    private double seconds;

    /** Whether steps are measured alone. */
    public boolean steps() {
        return !noSteps;
    }

    /** Whether jobs are measured. */
    public boolean jobs() {
        return !noJobs;
    }

    /** That a step is measured. */
    public double seconds() {
        return seconds;
    }
}
