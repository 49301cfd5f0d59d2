package io.hydrant.bench.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClickEventsTest {
    @Test
    void givesTheSameEventsForTheSameSeedAndOthersForAnother() {
        ClickEvents one = new ClickEvents(7, 1024);
        ClickEvents same = new ClickEvents(7, 1024);
        ClickEvents other = new ClickEvents(8, 1024);

        for (int i = 0; i < 1_000; i++) {
            byte[] event = one.next();
            assertThat(same.next()).isEqualTo(event);
            assertThat(other.next()).isNotEqualTo(event);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 1024})
    void givesLinesOfValidJsonOfTheWantedMeanLengthThatNeverRepeat(int size) throws IOException {
        ClickEvents events = new ClickEvents(1, size);
        ObjectMapper json = new ObjectMapper();
        Set<String> ids = new HashSet<>();
        long bytes = 0;

        for (int i = 0; i < 5_000; i++) {
            byte[] event = events.next();
            bytes += event.length;
            assertThat(event[event.length - 1]).isEqualTo((byte) '\n');
            JsonNode parsed = json.readTree(event);
            ids.add(parsed.get("event_id").asText());
        }

        assertThat(ids).hasSize(5_000);
        assertThat(bytes / 5_000.0).isCloseTo(size, Percentage.withPercentage(1));
    }
}
