package io.hydrant.core.transform;

import java.util.Map;

/** What becomes of one record. Exactly one kind of result: one or more {@code ok}, or {@code dropped}, or {@code failed}. */
public interface Results {
    /**
     * Delivers these bytes in the record's place; called again, further ones behind them.
     *
     * @param data may be empty; copied before this returns
     */
    void ok(byte[] data);

    /**
     * As {@link #ok(byte[])}, with the values of {@code !{partitionKeyFromLambda:...}}.
     *
     * @param partitionKeys values by the keys' names; names that the prefix has not are left out; an empty value fails the
     *     record
     */
    void ok(byte[] data, Map<String, String> partitionKeys);

    /** Delivers nothing; the record counts as processed. */
    void dropped();

    /**
     * Sends the record, as it came from the source, to the error output.
     *
     * @param message why, to a person; never what was in the record
     */
    void failed(String message);
}
