package io.hydrant.operators.convert.json;

import io.hydrant.operators.convert.rows.Rows;

/** A way to write times. */
interface TimestampFormat {
    /** Sets the time that a text stands for; gives whether it does. */
    boolean set(byte[] text, int from, int to, Rows rows, int node);

    /**
     * The format of that name.
     *
     * @param pattern one of Joda's, or {@code millis}
     * @throws io.hydrant.core.schema.InvalidSchemaException if it is neither
     */
    static TimestampFormat of(String pattern) {
        return pattern.equals("millis") ? new EpochMillis() : new JodaPattern(pattern);
    }
}
