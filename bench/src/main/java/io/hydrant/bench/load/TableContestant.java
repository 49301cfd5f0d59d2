package io.hydrant.bench.load;

/** Who writes rows, and by which promise. */
enum TableContestant {
    /** Our buffer and our delivery, as a job of ours has them. */
    HYDRANT_XA("Hydrant, exactly once", true, true),
    /** Flink's own JDBC sink. */
    SINK_XA("Flink's JDBC sink, exactly once", false, true),
    HYDRANT_LOCAL("Hydrant, at least once", true, false),
    SINK_LOCAL("Flink's JDBC sink, at least once", false, false);

    private final String label;
    private final boolean hydrant;
    private final boolean exactlyOnce;

    TableContestant(String label, boolean hydrant, boolean exactlyOnce) {
        this.label = label;
        this.hydrant = hydrant;
        this.exactlyOnce = exactlyOnce;
    }

    /** Name in the table. */
    String label() {
        return label;
    }

    boolean isHydrant() {
        return hydrant;
    }

    boolean isExactlyOnce() {
        return exactlyOnce;
    }

    /** Flink's sink with the same promise. */
    TableContestant peer() {
        return exactlyOnce ? SINK_XA : SINK_LOCAL;
    }
}
