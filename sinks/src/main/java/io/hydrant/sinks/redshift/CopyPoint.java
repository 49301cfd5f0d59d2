package io.hydrant.sinks.redshift;

/** The moments between which a crash leaves different things behind: all that a {@link CopyObserver} hears of. */
public enum CopyPoint {
    /** A checkpoint is complete, and nothing of it is published. */
    CHECKPOINT_COMPLETE,
    /** Its objects are published; nobody knows of them but the checkpoint. */
    PUBLISHED,
    /** The transaction has locked the ledger, and COPY comes next. */
    BEFORE_COPY,
    /** COPY is done, and not in the ledger. */
    COPIED,
    /** The objects are in the ledger, and nothing is committed. */
    ENTERED,
    /** The transaction is committed, and the operator does not know it. */
    COMMITTED,
    /** The operator knows it, and no checkpoint does. */
    STATE_UPDATED,
    /** A manifest of skipped objects is written, and the operator has not left them behind. */
    ERROR_MANIFEST_WRITTEN
}
