package io.hydrant.bench.destinations;

/**
 * A run of one contestant, as its JVM is told.
 *
 * @param contestant who
 * @param receiver its address
 * @param entries of {@link SampleEntries#RECORDS} records, in one pass
 * @param size mean bytes per record
 * @param batchMegabytes records in one request
 * @param requestsInFlight at a time, over all subtasks
 * @param parallelism of the job
 * @param warmUp how many unmeasured passes come first
 * @param runIn share of the last pass, 0 to 1, after which the measurement begins
 * @param checkpoints folder
 */
record HttpRun(
        HttpContestant contestant,
        String receiver,
        long entries,
        int size,
        int batchMegabytes,
        int requestsInFlight,
        int parallelism,
        int warmUp,
        double runIn,
        String checkpoints) {
    /** In one pass. */
    long records() {
        return entries * SampleEntries.RECORDS;
    }

    /** Where requests are posted to. */
    String url() {
        return receiver + "/count";
    }
}
