package io.hydrant.bench.destinations;

/** Who delivers documents. */
enum SearchContestant {
    /** Our buffer and our delivery, as a job of ours has them. */
    HYDRANT("Hydrant"),
    /** Flink's own sink for OpenSearch 2. */
    CONNECTOR("Flink's OpenSearch connector");

    private final String label;

    SearchContestant(String label) {
        this.label = label;
    }

    /** Name in the table. */
    String label() {
        return label;
    }
}
