package io.hydrant.bench.destinations;

/**
 * A run of one contestant, as its JVM is told.
 *
 * @param contestant who
 * @param endpoint URL of the server
 * @param index that the documents go to
 * @param records how many; they go there twice, the first time unmeasured
 * @param size mean bytes per record
 * @param batchMegabytes records in one bulk request
 * @param parallelism of the job
 * @param checkpoints folder
 */
record SearchRun(
        SearchContestant contestant,
        String endpoint,
        String index,
        long records,
        int size,
        int batchMegabytes,
        int parallelism,
        String checkpoints) {}
