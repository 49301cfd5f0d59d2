package io.hydrant.bench.destinations;

/** Who posts requests. */
enum HttpContestant {
    /** Our buffer and our delivery, as a job of ours has them. */
    HYDRANT("Hydrant"),
    /** A loop that makes the same bodies of the same records, as one would by hand, and posts them. */
    LOOP("a loop that makes the bodies"),
    /** A loop that posts bodies that lie ready: nothing but the client. */
    CLIENT("a loop with ready bodies");

    private final String label;

    HttpContestant(String label) {
        this.label = label;
    }

    /** Name in the table. */
    String label() {
        return label;
    }
}
