package io.hydrant.sources.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.definition.StartingPosition;
import io.hydrant.core.definition.StartingPosition.Kind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StartPositionTest {
    private static final Instant ACTIVATION = Instant.parse("2026-03-01T10:00:00.123Z");

    @Test
    void latestIsTheStreamsActivationAndNotTheStartOfTheJob() {
        assertThat(StartPosition.of(null, "LATEST", ACTIVATION).millis()).isEqualTo(ACTIVATION.toEpochMilli());
        assertThat(StartPosition.of(new StartingPosition(Kind.LATEST, null), "TRIM_HORIZON", ACTIVATION)
                        .millis())
                .isEqualTo(ACTIVATION.toEpochMilli());
    }

    @Test
    void theOldestRecordIsTheDefinitionsWishOrTheDeployments() {
        assertThat(StartPosition.of(null, "TRIM_HORIZON", ACTIVATION).isOldest())
                .isTrue();
        assertThat(StartPosition.of(new StartingPosition(Kind.TRIM_HORIZON, null), "LATEST", ACTIVATION)
                        .isOldest())
                .isTrue();
    }

    @Test
    void aTimeIsThatTime() {
        Instant time = Instant.parse("2026-02-03T04:05:06.789Z");

        StartPosition start = StartPosition.of(new StartingPosition(Kind.AT_TIMESTAMP, time), "LATEST", ACTIVATION);

        assertThat(start.millis()).isEqualTo(time.toEpochMilli());
        assertThat(start.isOldest()).isFalse();
    }
}
