package io.hydrant.bench.load;

/**
 * A run of one contestant, as its JVM is told.
 *
 * @param contestant who
 * @param url of the database
 * @param table that the rows go to
 * @param records how many
 * @param warmUp how many before that, unmeasured
 * @param parallelism of the job
 * @param checkpoints folder
 */
record TableRun(
        TableContestant contestant,
        String url,
        String table,
        long records,
        long warmUp,
        int parallelism,
        String checkpoints) {
    static final String USER = "postgres";
    /** End of the name of the table that the unmeasured rows go to. */
    static final String WARM_UP = "_warm_up";

    /** The same into the other table. */
    TableRun beforehand() {
        return new TableRun(contestant, url, table + WARM_UP, warmUp, 0, parallelism, checkpoints);
    }
}
