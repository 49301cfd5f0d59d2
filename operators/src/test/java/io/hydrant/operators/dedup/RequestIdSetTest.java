package io.hydrant.operators.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestIdSetTest {
    @Test
    void holdsWhatASetHolds() {
        Random random = new Random(3);
        RequestIdSet ids = new RequestIdSet();
        Set<UUID> expected = new HashSet<>();
        for (int i = 0; i < 50_000; i++) {
            long high = random.nextInt(200);
            long low = 1L + random.nextInt(200);

            assertThat(ids.add(high, low)).isEqualTo(expected.add(new UUID(high, low)));
        }
        assertThat(ids.size()).isEqualTo(expected.size());
        long[] copy = new long[2 * ids.size()];
        ids.copyTo(copy, 0);
        Set<UUID> copied = new HashSet<>();
        for (int i = 0; i < copy.length; i += 2) {
            copied.add(new UUID(copy[i], copy[i + 1]));
        }
        assertThat(copied).isEqualTo(expected);
        assertThat(ids.contains(200, 1)).isFalse();
    }
}
