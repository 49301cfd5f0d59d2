package io.hydrant.sources.kinesis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Shard;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.jspecify.annotations.Nullable;

/**
 * Which shards are held back until those they came of are finished. A split makes two children of one parent, a merge one
 * child of two. For use by the one thread that looks for shards.
 */
final class ShardFamily {
    private final Set<String> listed = new HashSet<>();
    private final List<StreamShardHandle> held = new ArrayList<>();

    /** Kinesis lists this shard, whoever reads it. */
    void list(String shardId) {
        listed.add(shardId);
    }

    /** These are to be read by this subtask, each when its time has come. */
    void hold(List<StreamShardHandle> shards) {
        held.addAll(shards);
    }

    boolean holdsAny() {
        return !held.isEmpty();
    }

    /** Takes out the shards that may be read now, given those that are finished. */
    List<StreamShardHandle> release(Set<String> finished) {
        List<StreamShardHandle> released = new ArrayList<>();
        for (Iterator<StreamShardHandle> shards = held.iterator(); shards.hasNext(); ) {
            StreamShardHandle shard = shards.next();
            Shard itself = shard.getShard();
            if (isOver(itself.getParentShardId(), finished) && isOver(itself.getAdjacentParentShardId(), finished)) {
                released.add(shard);
                shards.remove();
            }
        }
        return released;
    }

    /** A parent that Kinesis lists no more holds no record that it could still give. */
    private boolean isOver(@Nullable String parent, Set<String> finished) {
        return parent == null || !listed.contains(parent) || finished.contains(parent);
    }
}
