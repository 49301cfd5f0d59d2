package io.hydrant.sinks.redshift;

import java.io.IOException;
import java.io.Serializable;

/** What a copy step has done by a thread of its own. To be used by one thread, and closed by any. */
interface Copier extends AutoCloseable {
    /** Copies those objects of a batch that are not copied yet. */
    CopyOutcome copy(CopyBatch batch);

    /**
     * Names the objects of a batch that is given up.
     *
     * @return where
     * @throws IOException if that cannot be written either
     */
    String skip(CopyBatch batch, CopyFailure failure) throws IOException;

    /** Ends an attempt that is under way, without waiting for it. */
    @Override
    void close();

    /** Opens them, on the machine where the step runs. */
    @FunctionalInterface
    interface Factory extends Serializable {
        Copier open(RedshiftCopyOptions options, CopyObserver observer);
    }
}
