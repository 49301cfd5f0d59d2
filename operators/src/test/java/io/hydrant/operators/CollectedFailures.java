package io.hydrant.operators;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.Failures;
import java.util.ArrayList;
import java.util.List;

/** What failed in a processor that a test calls. */
public final class CollectedFailures implements Failures {
    private final List<FailedRecord> failed = new ArrayList<>();

    @Override
    public void fail(RecordBatch batch, int i, String outputType, String errorCode, String errorMessage) {
        failed.add(FailedRecord.of(batch, i, outputType, errorCode, errorMessage, 1, 0, ""));
    }

    public List<FailedRecord> records() {
        return failed;
    }

    /** Output type, code and message of each. */
    public List<String> reasons() {
        return failed.stream()
                .map(record -> record.outputType() + " " + record.errorCode() + " " + record.errorMessage())
                .toList();
    }

    public List<String> rawData() {
        return failed.stream()
                .map(record -> new String(record.rawData(), UTF_8))
                .toList();
    }
}
