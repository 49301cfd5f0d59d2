package io.hydrant.operators.convert.json;

import io.hydrant.operators.convert.rows.ConversionFailure;

/** Why the value that was read last does not fit the schema. Shared by the readers of one schema. Not thread-safe. */
final class Mismatch {
    /** Nodes are numbered within a record; there is an end to it. */
    static final ConversionFailure TOO_MANY = new ConversionFailure(
            ConversionFailure.MALFORMED_DATA, "Data does not match the schema. The record holds too many values.");

    private ConversionFailure failure = TOO_MANY;

    void note(ConversionFailure found) {
        failure = found;
    }

    ConversionFailure failure() {
        return failure;
    }
}
