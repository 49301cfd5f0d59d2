package io.hydrant.gateway.put;

import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import org.jspecify.annotations.Nullable;

/** The broken constraints of one put, collected while it is read and told in AWS's words, all in one answer. */
final class Violations {
    /** Further ones are counted, not told: 500 oversized records need no 500 sentences. */
    private static final int MAX_TOLD = 10;
    /** A rejected value is repeated to the caller up to this length. */
    private static final int MAX_VALUE = 128;

    private final StringBuilder text = new StringBuilder();
    private int count;

    void missing(String path) {
        add(null, path, "Member must not be null");
    }

    void tooLong(String value, String path, int limit) {
        add(value, path, "Member must have length less than or equal to " + limit);
    }

    void tooShort(String value, String path, int limit) {
        add(value, path, "Member must have length greater than or equal to " + limit);
    }

    /** Checks the stream's name as the service model has it. */
    void checkName(@Nullable String name) {
        String path = "deliveryStreamName";
        if (name == null) {
            missing(path);
            return;
        }
        if (!PutLimits.NAME.matcher(name).matches()) {
            add(name, path, "Member must satisfy regular expression pattern: " + PutLimits.NAME);
        }
        if (name.isEmpty()) {
            tooShort(name, path, 1);
        } else if (name.length() > PutLimits.MAX_NAME) {
            tooLong(name, path, PutLimits.MAX_NAME);
        }
    }

    /** How AWS prints a blob that is too long: its length, not its bytes. */
    static String blob(long length) {
        return "java.nio.HeapByteBuffer[pos=0 lim=" + length + " cap=" + length + "]";
    }

    private void add(@Nullable String value, String path, String constraint) {
        count++;
        if (count > MAX_TOLD) {
            return;
        }
        text.append(count == 1 ? "" : "; ").append("Value ");
        if (value == null) {
            text.append("null");
        } else {
            String shown = value.length() > MAX_VALUE ? value.substring(0, MAX_VALUE) + "..." : value;
            text.append('\'').append(shown).append('\'');
        }
        text.append(" at '")
                .append(path)
                .append("' failed to satisfy constraint: ")
                .append(constraint);
    }

    void throwIfAny() {
        if (count > 0) {
            String head = count == 1 ? "1 validation error detected: " : count + " validation errors detected: ";
            throw new FirehoseException(ErrorCode.VALIDATION, head + text);
        }
    }
}
