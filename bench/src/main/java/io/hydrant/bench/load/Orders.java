package io.hydrant.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.record.RecordBatchBuilder;

/** Orders as JSON, of some 200 bytes, no two alike, and the table that they go to. */
final class Orders {
    /** Records in a put. */
    static final int BATCH = 500;

    static final String COLUMNS =
            "id bigint, customer text, placed timestamptz, total numeric(12,2), items int, paid boolean,"
                    + " note text, address jsonb";

    private static final long START = 1_790_000_000_000L;
    private static final int CUSTOMERS = 10_007;

    private Orders() {}

    static byte[] order(long id) {
        String json = "{\"id\":" + id + ",\"customer\":\"customer-" + id % CUSTOMERS + "\",\"placed\":" + (START + id)
                + ",\"total\":" + id % 1000 + ".95,\"items\":" + id % 17 + ",\"paid\":" + (id % 3 == 0)
                + ",\"note\":\"leave it at the door, order " + Long.toHexString(id * 0x9E3779B97F4A7C15L)
                + "\",\"address\":{\"city\":\"Zagreb\",\"zip\":\"" + id % 90_000 + "\"}}";
        return json.getBytes(UTF_8);
    }

    /** What one put of that number becomes. */
    static RecordBatch batch(long number) {
        RecordBatchBuilder builder = new RecordBatchBuilder(0).beginEntry(START + number);
        for (int i = 0; i < BATCH; i++) {
            byte[] order = order(number * BATCH + i);
            builder.add(order, 0, order.length);
        }
        return builder.build();
    }
}
