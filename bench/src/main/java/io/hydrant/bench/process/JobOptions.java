package io.hydrant.bench.process;

import picocli.CommandLine.Option;

/** The options of every benchmark whose jobs run in JVMs of their own; a mixin of its command. */
public final class JobOptions {
    @Option(names = "--rounds", description = "Default: ${DEFAULT-VALUE}", defaultValue = "3")
    private int rounds;

    @Option(names = "--parallelism", description = "Of every job. Default: ${DEFAULT-VALUE}", defaultValue = "2")
    private int parallelism;

    @Option(
            names = "--warm-up",
            description = "How often the topic is read by jobs in the same JVM before the measured one starts. "
                    + "Default: ${DEFAULT-VALUE}",
            defaultValue = "1")
    private int warmUp;

    @Option(
            names = "--hold-memory",
            description = "Keeps free memory from going back to the host, for virtual machines that give it back: "
                    + "there, the first use of a page costs more than all else.")
    private boolean holdMemory;

    @Option(names = "--heap", description = "Of what is measured. Default: ${DEFAULT-VALUE}", defaultValue = "4g")
    private String heap = "";

    /** How often everything is measured. */
    public int rounds() {
        return rounds;
    }

    /** Of each job. */
    public int parallelism() {
        return parallelism;
    }

    /** How often the topic is read unmeasured first. */
    public int warmUp() {
        return warmUp;
    }

    /** Whether a {@link MemoryReserve} is kept. */
    public boolean holdMemory() {
        return holdMemory;
    }

    /** Of each JVM that is measured, as the JVM takes it. */
    public String heap() {
        return heap;
    }
}
