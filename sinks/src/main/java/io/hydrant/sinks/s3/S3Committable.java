package io.hydrant.sinks.s3;

import java.io.IOException;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.RecoverableWriter.CommitRecoverable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

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
        long oldestArrivalMillis) {

    /**
     * Closes a written object for its commit: that flushes a file to the disk, or uploads its last part to S3.
     *
     * @throws IOException if that fails; the object is then the caller's to close
     */
    static S3Committable of(
            RecoverableFsDataOutputStream object,
            SimpleVersionedSerializer<CommitRecoverable> serializer,
            String path,
            long records,
            long payloadBytes,
            long oldestArrivalMillis)
            throws IOException {
        byte[] recoverable = serializer.serialize(object.closeForCommit().getRecoverable());
        return new S3Committable(
                path, serializer.getVersion(), recoverable, records, payloadBytes, oldestArrivalMillis);
    }
}
