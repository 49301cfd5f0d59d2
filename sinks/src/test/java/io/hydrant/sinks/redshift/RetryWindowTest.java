package io.hydrant.sinks.redshift;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryWindowTest {
    /** Seconds: the duration, how long ago the first attempt began, until the next one; -1 for none. */
    @ParameterizedTest
    @CsvSource({
        "3600, 0, 300",
        "3600, 2, 300",
        "3600, 3400, 200", // the last one is at the end
        "3600, 3600, -1",
        "3600, 4000, -1", // one attempt that took longer
        "60, 1, 59",
        "0, 0, -1",
        "0, 10, -1",
    })
    void countsFromTheFirstAttempt(long duration, long ago, long pause) {
        RetryWindow window = new RetryWindow(Duration.ofSeconds(duration), Duration.ofMinutes(5));
        long now = 1_000_000_000L;

        assertThat(window.pauseMillis(now - ago * 1000, now))
                .isEqualTo(pause < 0 ? OptionalLong.empty() : OptionalLong.of(pause * 1000));
    }
}
