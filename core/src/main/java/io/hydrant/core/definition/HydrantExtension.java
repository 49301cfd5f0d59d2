package io.hydrant.core.definition;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.definition.StartingPosition.Kind;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.core.model.Timestamps;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stream definition may say beyond Amazon's API, all of it under the one member {@code Hydrant}.
 *
 * <pre>
 *  "Hydrant": {"StartingPosition": "AT_TIMESTAMP", "StartingTimestamp": "2026-11-01T00:00:00Z"}
 * </pre>
 */
final class HydrantExtension {
    /** Name of the member. */
    static final String MEMBER = "Hydrant";

    private static final String POSITION = "StartingPosition";
    private static final String TIMESTAMP = "StartingTimestamp";
    private static final List<String> MEMBERS = List.of(POSITION, TIMESTAMP);

    private HydrantExtension() {}

    /**
     * Checks that only known members are there.
     *
     * @throws FirehoseException INVALID_ARGUMENT naming the first that is not
     */
    static void check(JsonNode extension) {
        if (!extension.isMissingNode() && !extension.isObject()) {
            throw invalidArgument(MEMBER + " is not an object with members " + MEMBERS);
        }
        extension.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw invalidArgument(MEMBER + "." + name + ": no such member, known here are " + MEMBERS);
            }
        });
    }

    /**
     * The starting position of a Kinesis stream; null if nothing is said of it.
     *
     * @throws FirehoseException INVALID_ARGUMENT if what is said cannot be used
     */
    static @Nullable StartingPosition startingPosition(ObjectNode input) {
        JsonNode position = input.path(MEMBER).path(POSITION);
        JsonNode time = input.path(MEMBER).path(TIMESTAMP);
        if (position.isMissingNode() && time.isMissingNode()) {
            return null;
        }
        if (!input.has(KinesisStream.CONFIGURATION)) {
            throw invalidArgument(
                    MEMBER + "." + POSITION + " goes with DeliveryStreamType " + KinesisStream.TYPE + " only");
        }
        Kind kind = Arrays.stream(Kind.values())
                .filter(known -> known.name().equals(position.asText()))
                .findFirst()
                .orElseThrow(() -> invalidArgument(MEMBER + "." + POSITION + " '" + position.asText() + "' is none of "
                        + Arrays.toString(Kind.values())));
        Instant timestamp = Timestamps.instant(time);
        if ((kind == Kind.AT_TIMESTAMP) != !time.isMissingNode() || (kind == Kind.AT_TIMESTAMP && timestamp == null)) {
            throw invalidArgument(MEMBER + "." + TIMESTAMP + " goes with " + POSITION
                    + " AT_TIMESTAMP, and is a time such as 2026-11-01T00:00:00Z");
        }
        return new StartingPosition(kind, timestamp);
    }
}
