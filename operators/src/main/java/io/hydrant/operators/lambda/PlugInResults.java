package io.hydrant.operators.lambda;

import io.hydrant.core.prefix.PartitionKeys;
import io.hydrant.core.transform.Results;
import java.util.Map;

/** Takes what a plug-in says of one record after the other. */
final class PlugInResults implements Results {
    private final Answers answers;
    private final KeySlots keys;
    private int record;

    PlugInResults(Answers answers, PartitionKeys keys) {
        this.answers = answers;
        this.keys = new KeySlots(keys);
    }

    /** Begins with a record. */
    void begin(int number) {
        record = number;
    }

    /** Ends with it: unlike with a function, it is known of which record nothing was said, so it fails alone. */
    void end() {
        if (answers.status(record) == null) {
            answers.failed(record, LambdaErrors.NOTHING_SAID);
        }
    }

    @Override
    public void ok(byte[] data) {
        ok(data, Map.of());
    }

    @Override
    public void ok(byte[] data, Map<String, String> partitionKeys) {
        if (answers.status(record) != null && answers.status(record) != Answers.Status.OK) {
            throw twice();
        }
        int start = answers.data().size();
        answers.data().write(data, 0, data.length);
        keys.clear();
        partitionKeys.forEach(keys::put);
        answers.ok(record, start, keys.encode());
    }

    @Override
    public void dropped() {
        checkFirst();
        answers.dropped(record);
    }

    @Override
    public void failed(String message) {
        checkFirst();
        answers.failed(record, LambdaErrors.processingFailed(message));
    }

    private void checkFirst() {
        if (answers.status(record) != null) {
            throw twice();
        }
    }

    private static IllegalStateException twice() {
        return new IllegalStateException("a record is either ok, once or several times, or dropped, or failed");
    }
}
