package io.hydrant.sinks.redshift;

import io.hydrant.sinks.s3.StagedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a copy step has not left behind yet, and so keeps in its state:
 *
 * <pre>
 *  received --snapshot--> of a checkpoint --complete, published--> waiting --next batch--> at work --copied or skipped--> gone
 * </pre>
 *
 * Not thread-safe.
 */
final class CopyQueue {
    /** Objects of one COPY at the most: they are parameters of one statement, of which there may be 32,767. */
    static final int MAX_OBJECTS = 1000;

    private final List<StagedObject> received = new ArrayList<>();
    private final NavigableMap<Long, List<StagedObject>> unpublished = new TreeMap<>();
    private final List<StagedObject> waiting = new ArrayList<>();
    private @Nullable CopyBatch batch;

    /**
     * What a checkpoint holds of it.
     *
     * @param unpublished covered by the checkpoint, or by one before
     * @param waiting published
     * @param batch at work; null if there is none
     */
    record Snapshot(
            List<StagedObject> unpublished,
            List<StagedObject> waiting,
            @Nullable CopyBatch batch) {}

    /** Takes over what a checkpoint held; that one is complete. */
    void restore(Snapshot snapshot) {
        unpublished.computeIfAbsent(Long.MIN_VALUE, any -> new ArrayList<>()).addAll(snapshot.unpublished());
        waiting.addAll(snapshot.waiting());
        batch = snapshot.batch();
    }

    /** An object that is published when the next checkpoint is complete. */
    void receive(StagedObject object) {
        received.add(object);
    }

    /** What the checkpoint has to hold; objects received so far belong to it. */
    Snapshot snapshot(long checkpointId) {
        if (!received.isEmpty()) {
            unpublished.put(checkpointId, List.copyOf(received));
            received.clear();
        }
        return new Snapshot(unpublished.values().stream().flatMap(List::stream).toList(), List.copyOf(waiting), batch);
    }

    /** Objects that have to be published when a checkpoint is complete. */
    List<StagedObject> covered(long checkpointId) {
        return unpublished.headMap(checkpointId, true).values().stream()
                .flatMap(List::stream)
                .toList();
    }

    /** They are published, and wait. */
    void published(long checkpointId) {
        covered(checkpointId).forEach(object -> waiting.add(object.published()));
        unpublished.headMap(checkpointId, true).clear();
    }

    /** Everything received counts as published; for jobs without checkpoints. */
    void receivedIsCovered() {
        if (!received.isEmpty()) {
            unpublished.put(Long.MAX_VALUE, List.copyOf(received));
            received.clear();
        }
    }

    /** The batch at work; null if there is none. */
    @Nullable
    CopyBatch batch() {
        return batch;
    }

    /** The batch at work has changed; null: it is done with. */
    void batch(@Nullable CopyBatch next) {
        batch = next;
    }

    /** Makes the next batch of all that wait, up to {@link #MAX_OBJECTS}; null if nothing does. */
    @Nullable
    CopyBatch nextBatch(long nowMillis) {
        if (waiting.isEmpty()) {
            return null;
        }
        List<StagedObject> first = waiting.subList(0, Math.min(MAX_OBJECTS, waiting.size()));
        CopyBatch next = new CopyBatch(UUID.randomUUID(), nowMillis, 0, List.copyOf(first));
        first.clear();
        batch = next;
        return next;
    }

    /** How many objects are published and not copied. */
    int waiting() {
        CopyBatch atWork = batch;
        return waiting.size() + (atWork == null ? 0 : atWork.objects().size());
    }

    /** Arrival of the oldest record that waits, epoch milliseconds; {@link Long#MAX_VALUE} if none does. */
    long oldestArrivalMillis() {
        CopyBatch atWork = batch;
        long oldest = oldest(waiting);
        return atWork == null ? oldest : Math.min(oldest, oldest(atWork.objects()));
    }

    private static long oldest(List<StagedObject> objects) {
        return objects.stream()
                .mapToLong(StagedObject::oldestArrivalMillis)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
