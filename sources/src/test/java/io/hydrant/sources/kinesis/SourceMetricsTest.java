package io.hydrant.sources.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.config.KinesisConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SourceMetricsTest {
    private static final String LAG = "KinesisMillisBehindLatest";

    private final AtomicLong now = new AtomicLong(1_000_000);
    private final GaugesAndCounters group = new GaugesAndCounters();
    private final SourceMetrics metrics = metrics(group, Duration.ofSeconds(1), false);

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
    void howLongASilenceMayBeDependsOnHowOftenAnAnswerIsDue() {
        GaugesAndCounters rareGroup = new GaugesAndCounters();
        GaugesAndCounters oftenGroup = new GaugesAndCounters();
        GaugesAndCounters fanOutGroup = new GaugesAndCounters();
        metrics(rareGroup, Duration.ofSeconds(10), false).begun("0");
        metrics(oftenGroup, Duration.ofMillis(10), false).begun("0");
        metrics(fanOutGroup, Duration.ofSeconds(1), true).begun("0");

        now.addAndGet(5_000);
        assertThat(oftenGroup.value(LAG)).as("one slow answer").isZero();
        now.addAndGet(30_000);
        assertThat(oftenGroup.value(LAG)).isEqualTo(35_000);
        assertThat(rareGroup.value(LAG)).isZero();
        assertThat(fanOutGroup.value(LAG)).as("no records, and so no events").isZero();
        now.addAndGet(30_000);
        assertThat(rareGroup.value(LAG)).isEqualTo(65_000);
        assertThat(fanOutGroup.value(LAG)).isEqualTo(65_000);
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

    private SourceMetrics metrics(GaugesAndCounters metricGroup, Duration pollInterval, boolean fanOut) {
        KinesisConfig config =
                new KinesisConfig(null, null, null, null, null, fanOut, "LATEST", pollInterval, Duration.ofSeconds(10));
        return new SourceMetrics(metricGroup, config, () -> Instant.ofEpochMilli(now.get()));
    }
}
