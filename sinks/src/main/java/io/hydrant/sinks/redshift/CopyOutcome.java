package io.hydrant.sinks.redshift;

import io.hydrant.sinks.s3.StagedObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an attempt: all objects of its batch are in the table, or none that were not there before.
 *
 * @param loaded objects that it copied
 * @param known objects that the ledger had already
 * @param failure why it failed; null if it did not
 */
record CopyOutcome(
        List<StagedObject> loaded,
        List<StagedObject> known,
        @Nullable CopyFailure failure) {
    static CopyOutcome failed(CopyFailure failure) {
        return new CopyOutcome(List.of(), List.of(), failure);
    }
}
