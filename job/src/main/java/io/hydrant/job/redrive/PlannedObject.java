package io.hydrant.job.redrive;

import java.io.Serializable;
import java.util.List;

/**
 * An error object of which a redrive takes lines.
 *
 * @param key in the bucket of the error output
 * @param takenBefore filters of earlier redrives of this object: what any of them takes is not taken again
 * @param forProcessing how many lines it takes that go in before the processors
 * @param forDelivery how many lines it takes that go in behind them
 * @param exhausted whether it then has no line left that another redrive could take
 */
public record PlannedObject(
        String key, List<RedriveFilter> takenBefore, long forProcessing, long forDelivery, boolean exhausted)
        implements Serializable {
    /** How many lines it takes that go in there. */
    long records(EntryPoint entry) {
        return switch (entry) {
            case PROCESSING -> forProcessing;
            case DELIVERY -> forDelivery;
            case NOWHERE -> 0;
        };
    }
}
