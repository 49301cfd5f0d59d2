package io.hydrant.sinks.redshift;

import io.hydrant.sinks.s3.StagedObject;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Copies staged objects into a table of Redshift, each exactly once, or names them in a manifest of skipped objects.
 *
 * <pre>
 *  StagedObject --checkpoint complete--> published --all that wait, one COPY at a time--> table and ledger
 *                                                  \--retries are over--> &lt;Prefix>errors/manifests/...
 * </pre>
 *
 * <p>One transaction locks the ledger, sees which of the objects are in it, copies the others and enters them. So whatever
 * crashes, and however objects are grouped afterwards: those of a transaction that was committed are never copied again, and
 * of the others nothing is there. Objects that are published already may come too, more than once as well.
 *
 * <p>When its input has ended, the job does not end before everything is copied or skipped.
 */
public final class RedshiftCopy {
    /** Accumulator of the job: how many records were copied. */
    public static final String LOADED = "redshift-records-loaded";

    /** Accumulator of the job: how many records were in objects that had been copied before. */
    public static final String KNOWN = "redshift-records-known";

    /** Accumulator of the job: how many records are in objects that were skipped. */
    public static final String SKIPPED = "redshift-records-skipped";

    private final RedshiftCopyOptions options;

    public RedshiftCopy(RedshiftCopyOptions options) {
        this.options = options;
    }

    /** Attaches the step under a constant uid; nothing comes out of it. */
    public void attach(DataStream<StagedObject> objects, String uid) {
        objects.global()
                .transform("Redshift", Types.VOID, new CopyOperator(options, RedshiftCopier::new))
                .setParallelism(1)
                .setMaxParallelism(1)
                .uid(uid);
    }
}
