package io.hydrant.core.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many partitions a stream with dynamic partitioning may have open.
 *
 * @param activePartitionLimit partitions that are buffered at a time, per delivery stream; default 500, as Firehose's
 * @param spill what happens at the limit: {@code fail} (the default; records of further partitions go to the error output,
 *     as with Firehose) or {@code flush-oldest} (the partition that was written to least recently is delivered at once)
 */
public record PartitioningConfig(int activePartitionLimit, String spill) {
    private static final String FAIL = "fail";
    private static final String FLUSH_OLDEST = "flush-oldest";

    static final PartitioningConfig DEFAULT = new PartitioningConfig(null, null);

    /** Compact form: all members are there. */
    public PartitioningConfig {
        Check.range("partitioning.activePartitionLimit", activePartitionLimit, 1, 10_000_000);
        Check.oneOf("partitioning.spill", spill, List.of(FAIL, FLUSH_OLDEST));
    }

    public PartitioningConfig(@Nullable Integer activePartitionLimit, @Nullable String spill) {
        this(activePartitionLimit == null ? 500 : activePartitionLimit.intValue(), spill == null ? FAIL : spill);
    }

    /** Whether room for another partition is made by delivering one, so that no record is refused. */
    public boolean flushesOldest() {
        return spill.equals(FLUSH_OLDEST);
    }
}
