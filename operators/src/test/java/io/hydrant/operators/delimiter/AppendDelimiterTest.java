package io.hydrant.operators.delimiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.Batches;
import io.hydrant.operators.CollectedFailures;
import org.junit.jupiter.api.Test;

final class AppendDelimiterTest {
    private final CollectedFailures failures = new CollectedFailures();

    @Test
    void endsEachRecordWithTheDelimiter() {
        AppendDelimiter processor = new AppendDelimiter(new byte[] {'\n'});
        RecordBatch result = processor.process(Batches.of("a", "", "b\n"), failures);
        assertThat(Batches.records(result)).containsExactly("a\n", "\n", "b\n\n");
        assertThat(failures.records()).isEmpty();
    }

    @Test
    void takesAnyBytesAndKnowsWhatARecordWas() {
        AppendDelimiter processor = new AppendDelimiter(new byte[] {'#', '#'});
        RecordBatch batch = Batches.of("a", "b");
        RecordBatch result = processor.process(batch, failures);
        assertThat(Batches.records(result)).containsExactly("a##", "b##");
        assertThat(Batches.records(result.originals())).containsExactly("a", "b");
        assertThat(Batches.records(processor.process(batch, failures))).containsExactly("a##", "b##");
    }
}
