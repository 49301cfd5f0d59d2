package io.hydrant.sinks.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.sinks.request.RetryRule.Counting;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RetryTimeTest {
    private long nanos;

    @Test
    void pausesDoubleUpToTheLimitAndVaryByFifteenPercent() {
        RetryRule rule = rule(300, Counting.WITHOUT_ANSWERS);

        for (int attempt = 1; attempt <= 40; attempt++) {
            long exact = attempt > 7 ? 120_000 : 1_000L << (attempt - 1);
            assertThat(rule.pauseMillis(attempt)).isBetween((long) (exact * 0.85) - 1, (long) (exact * 1.15) + 1);
        }
    }

    @Test
    void withoutAnswersOnlyPausesCount() {
        RetryTime time = time(10, Counting.WITHOUT_ANSWERS);
        pass(3600);

        long paused = 0;
        for (int attempt = 1; attempt <= 4; attempt++) {
            pass(180);
            paused += time.nextPauseMillis(attempt);
        }

        assertThat(paused).as("1 + 2 + 4 s and the rest").isEqualTo(10_000);
        assertThat(time.nextPauseMillis(5)).isEqualTo(RetryTime.OVER);
    }

    @Test
    void fromTheFirstAttemptEverythingCounts() {
        RetryTime time = time(10, Counting.FROM_FIRST_ATTEMPT);

        pass(9);
        assertThat(time.nextPauseMillis(4)).as("not longer than what is left").isEqualTo(1_000);
        pass(1);
        assertThat(time.nextPauseMillis(5)).isEqualTo(RetryTime.OVER);
    }

    @Test
    void theWaitForADestinationThatIsAwayDoesNotCount() {
        RetryTime time = time(10, Counting.FROM_FIRST_ATTEMPT);
        long asked = nanos;
        pass(600);
        time.heldSince(asked);

        assertThat(time.nextPauseMillis(1)).isBetween(849L, 1_151L);
    }

    @Test
    void noDurationIsNoRetry() {
        assertThat(time(0, Counting.WITHOUT_ANSWERS).nextPauseMillis(1)).isEqualTo(RetryTime.OVER);
        assertThat(time(0, Counting.FROM_FIRST_ATTEMPT).nextPauseMillis(1)).isEqualTo(RetryTime.OVER);
    }

    private void pass(long seconds) {
        nanos += TimeUnit.SECONDS.toNanos(seconds);
    }

    private RetryTime time(int seconds, Counting counting) {
        return new RetryTime(rule(seconds, counting), () -> nanos);
    }

    private static RetryRule rule(int seconds, Counting counting) {
        return new RetryRule(Duration.ofSeconds(seconds), counting, Duration.ofSeconds(1), Duration.ofMinutes(2));
    }
}
