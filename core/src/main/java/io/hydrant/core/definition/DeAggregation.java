package io.hydrant.core.definition;

import java.io.Serializable;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * How a record is taken apart into the records it holds.
 *
 * @param delimiter what stands between them; null if they are JSON documents one after the other
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and never changed.
public record DeAggregation(byte @Nullable [] delimiter) implements Serializable {
    private static final long serialVersionUID = 1;
    private static final String DELIMITER = "Delimiter";

    static @Nullable DeAggregation of(@Nullable ProcessorParameters parameters) {
        if (parameters == null) {
            return null;
        }
        boolean json =
                parameters.oneOf("SubRecordType", null, "JSON", "DELIMITED").equals("JSON");
        if (!json) {
            return new DeAggregation(decoded(parameters, parameters.needed(DELIMITER)));
        }
        if (parameters.has(DELIMITER)) {
            throw parameters.wrong(DELIMITER, "goes with SubRecordType DELIMITED only");
        }
        return new DeAggregation(null);
    }

    private static byte[] decoded(ProcessorParameters parameters, String base64) {
        byte[] delimiter;
        try {
            delimiter = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw parameters.wrong(
                    DELIMITER, "is not base64, in which the delimiter has to be, such as IyMjIw== for ####");
        }
        if (delimiter.length == 0) {
            throw parameters.wrong(DELIMITER, "stands for no bytes; give at least one");
        }
        return delimiter;
    }
}
