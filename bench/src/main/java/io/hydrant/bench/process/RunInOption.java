package io.hydrant.bench.process;

import picocli.CommandLine.Option;

/** The option of every benchmark that measures a job from some point of its work on; a mixin of its command. */
public final class RunInOption {
    @Option(
            names = "--run-in",
            description = "Share of the records that the measured job reads before the measurement begins. "
                    + "Default: ${DEFAULT-VALUE}",
            defaultValue = "0.25")
    private double share;

    /** Share of the records, 0 to 1, that the measured job reads before the measurement begins. */
    public double share() {
        return share;
    }
}
