package io.hydrant.sources.kinesis;

/** The number in a shard's id: Kinesis counts a stream's shards, {@code shardId-000000000000} and on. */
final class ShardNumber {
    private ShardNumber() {}

    /** The number, or the id's hash if it has none; never negative. */
    static int of(String shardId) {
        int at = shardId.lastIndexOf('-') + 1;
        long number = at < shardId.length() ? 0 : shardId.hashCode();
        for (int i = at; i < shardId.length(); i++) {
            int digit = shardId.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                number = shardId.hashCode();
                break;
            }
            number = 10 * number + digit;
        }
        return (int) (number & Integer.MAX_VALUE);
    }
}
