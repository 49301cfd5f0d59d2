package io.hydrant.bench.deliver;

/** Who delivers. */
public enum Contestant {
    /** Our job, as {@code hydrant job} runs it. */
    HYDRANT("Hydrant"),
    /** A DataStream job written by hand, {@link FileSinkPipeline}. */
    FILE_SINK("DataStream FileSink"),
    /** Flink SQL, {@link SqlPipeline}. */
    FLINK_SQL("Flink SQL filesystem"),
    /** No job at all: {@link DeflaterAlone}, the most that a gzip job could reach. */
    DEFLATER("deflater alone");

    private final String label;

    Contestant(String label) {
        this.label = label;
    }

    /** Name in the table. */
    public String label() {
        return label;
    }
}
