package io.hydrant.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class ProducerRunTest {
    @Test
    void readsTheToolsLastLine() {
        String output = """
                249000 records sent, 49800.0 records/sec (48.63 MB/sec), 12.0 ms avg latency, 90.0 ms max latency.
                500000 records sent, 51234.567890 records/sec (50.03 MB/sec), 9.87 ms avg latency, 120.00 ms max latency, \
                8 ms 50th, 20 ms 95th, 45 ms 99th, 110 ms 99.9th.
                """;

        ProducerRun.Summary summary = ProducerRun.summary(output);

        assertThat(summary).isEqualTo(new ProducerRun.Summary(500_000, 51_234.567890, 8, 45));
    }

    @Test
    void saysWhatTheToolPrintedInsteadOfASummary() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ProducerRun.summary("no such topic"))
                .withMessageContaining("no such topic");
    }
}
