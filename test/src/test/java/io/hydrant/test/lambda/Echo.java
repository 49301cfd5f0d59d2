package io.hydrant.test.lambda;

import io.hydrant.core.transform.InputRecord;
import io.hydrant.core.transform.RecordTransformer;
import io.hydrant.core.transform.Results;

/** General processing: every record as it came. The twin of {@code echo} in {@code resources/lambda/blueprints.js}. */
public final class Echo implements RecordTransformer {
    @Override
    public String name() {
        return "echo";
    }

    @Override
    public void transform(InputRecord record, Results results) {
        results.ok(record.data());
    }
}
