package io.hydrant.sources.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SourceMetricsTest {
    private static final String LAG = "KinesisMillisBehindLatest";

    private final AtomicLong now = new AtomicLong(1_000_000);
    private final GaugesAndCounters group = new GaugesAndCounters();
    private final SourceMetrics metrics =
            new SourceMetrics(group, Duration.ofSeconds(1), () -> Instant.ofEpochMilli(now.get()));

    @Test
    void lagIsThatOfTheShardFarthestBehind() {
        metrics.behind("0", 10);
        metrics.behind("1", 700);
        metrics.behind("2", 0);
        assertThat(group.value(LAG)).isEqualTo(700);

        metrics.behind("1", 0);
        assertThat(group.value(LAG)).isEqualTo(10);
    }

    @Test
    void aSourceWithoutShardsIsNotBehind() {
        assertThat(group.value(LAG)).isZero();
    }

    @Test
    void aFewPollsWithoutAnAnswerAreNoLag() {
        metrics.behind("0", 0);
        now.addAndGet(5_000);

        assertThat(group.value(LAG)).isZero();
    }

    @Test
    void lagGrowsWithTheTimeThatKinesisIsSilent() {
        metrics.behind("0", 40);
        now.addAndGet(60_000);
        assertThat(group.value(LAG)).isEqualTo(60_040);

        now.addAndGet(60_000);
        assertThat(group.value(LAG)).isEqualTo(120_040);

        metrics.behind("0", 3);
        assertThat(group.value(LAG)).isEqualTo(3);
    }

    @Test
    void aShardThatWasNeverAnsweredForFallsBehindFromItsBeginning() {
        metrics.begun("0");
        now.addAndGet(30_000);

        assertThat(group.value(LAG)).isEqualTo(30_000);
    }

    @Test
    void aShardThatEndedIsForgotten() {
        metrics.behind("0", 5);
        metrics.behind("1", 900);
        metrics.ended("1");
        assertThat(group.value(LAG)).isEqualTo(5);

        metrics.ended("0");
        now.addAndGet(60_000);
        assertThat(group.value(LAG)).isZero();
    }

    @Test
    void recordsAndTheirBytesAreCounted() {
        metrics.read(100);
        metrics.read(0);

        assertThat(group.value("DataReadFromKinesisStream.Records")).isEqualTo(2);
        assertThat(group.value("DataReadFromKinesisStream.Bytes")).isEqualTo(100);
    }
}
