package io.hydrant.core.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What Hive demands of the names of columns and fields. */
final class Names {
    private Names() {}

    /**
     * Checks that there is at least one, and that they differ also in lower case.
     *
     * @param what what they are called in messages, such as {@code field}
     * @throws InvalidSchemaException naming the first that cannot be
     */
    static void check(List<Column> columns, String what) {
        if (columns.isEmpty()) {
            throw new InvalidSchemaException("there is no " + what + "; give at least one");
        }
        Map<String, String> seen = new HashMap<>();
        for (Column column : columns) {
            if (column.name().isBlank()) {
                throw new InvalidSchemaException("a " + what + " has an empty name; give it one");
            }
            String before = seen.put(column.name().toLowerCase(Locale.ROOT), column.name());
            if (before != null) {
                String also = before.equals(column.name()) ? "" : " (as '" + before + "')";
                throw new InvalidSchemaException(what + " '" + column.name() + "' is there twice" + also
                        + "; rename one, upper and lower case do not count");
            }
        }
    }
}
