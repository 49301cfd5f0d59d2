package io.hydrant.sinks.s3;

/**
 * A written object that waits to be published: it belongs to one checkpoint, and publishing it again changes nothing.
 *
 * @param path where the object will be, with its scheme
 * @param recoverableVersion version of the form of {@code recoverable}
 * @param recoverable what the file system needs to publish it, also after a crash
 * @param records how many records it holds
 * @param payloadBytes their bytes, before compression
 * @param oldestArrivalMillis arrival of the oldest record, epoch milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record S3Committable(
        String path,
        int recoverableVersion,
        byte[] recoverable,
        long records,
        long payloadBytes,
        long oldestArrivalMillis) {}
