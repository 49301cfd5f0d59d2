package io.hydrant.bench.destinations;

/**
 * A run of one contestant, as its JVM is told.
 *
 * @param contestant who
 * @param url of the receiver
 * @param records how many; they go there twice, the first time unmeasured
 * @param size mean bytes per record
 * @param batchMegabytes records in one request
 * @param requestsInFlight at a time, over all subtasks
 * @param parallelism of the job
 * @param checkpoints folder
 */
record HttpRun(
        HttpContestant contestant,
        String url,
        long records,
        int size,
        int batchMegabytes,
        int requestsInFlight,
        int parallelism,
        String checkpoints) {}
