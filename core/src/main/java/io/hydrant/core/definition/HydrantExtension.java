package io.hydrant.core.definition;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.definition.StartingPosition.Kind;
import io.hydrant.core.format.FormatConversion;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.core.model.Timestamps;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a stream definition may say beyond Amazon's API, all of it under the one member {@code Hydrant}.
 *
 * <pre>
 *  "Hydrant": {"StartingPosition": "AT_TIMESTAMP", "StartingTimestamp": "2026-11-01T00:00:00Z",
 *              "SmallPartitionBuffers": true, "SwitchablePartitioning": true,
 *              "SmallConversionBuffers": true, "OutputFormat": "CSV", "Csv": {"Header": false, "Delimiter": ";"},
 *              "Deserializer": {"OpenXJsonSerDe": {}}, "Schema": {"HiveDdl": "CREATE TABLE clicks (page string)"}}
 * </pre>
 *
 * <p>What is said of formats is read by {@link FormatConversion}.
 */
final class HydrantExtension {
    /** Name of the member. */
    static final String MEMBER = "Hydrant";
    /** Name of the member under it that can be updated. */
    static final String SCHEMA = "Schema";

    private static final String POSITION = "StartingPosition";
    private static final String TIMESTAMP = "StartingTimestamp";
    private static final String SMALL_BUFFERS = "SmallPartitionBuffers";
    private static final String SWITCHABLE = "SwitchablePartitioning";
    private static final String SMALL_CONVERSIONS = "SmallConversionBuffers";
    private static final List<String> SWITCHES = List.of(SMALL_BUFFERS, SWITCHABLE, SMALL_CONVERSIONS);
    private static final List<String> MEMBERS = Stream.of(
                    List.of(POSITION, TIMESTAMP), SWITCHES, FormatConversion.EXTENSIONS)
            .flatMap(List::stream)
            .toList();

    private HydrantExtension() {}

    /**
     * Checks that only known members are there, and that those that switch something on or off say so.
     *
     * @throws FirehoseException INVALID_ARGUMENT naming the first that is not, or does not
     */
    static void check(JsonNode extension) {
        if (!extension.isMissingNode() && !extension.isObject()) {
            throw invalidArgument(MEMBER + " is not an object with members " + MEMBERS);
        }
        extension.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw invalidArgument(MEMBER + "." + name + ": no such member, known here are " + MEMBERS);
            }
            if (SWITCHES.contains(name) && !extension.path(name).isBoolean()) {
                throw invalidArgument(
                        MEMBER + "." + name + " '" + extension.path(name).asText() + "' is none of true, false");
            }
        });
    }

    /**
     * Checks that nothing is said that has a meaning for objects only.
     *
     * @throws FirehoseException INVALID_ARGUMENT naming the first member that does
     */
    static void refuseForRequests(JsonNode extension) {
        extension.fieldNames().forEachRemaining(name -> {
            if (!name.equals(POSITION) && !name.equals(TIMESTAMP)) {
                throw invalidArgument(MEMBER + "." + name + " goes with a destination that is S3 only");
            }
        });
    }

    /** Whether buffers of dynamic partitioning may be smaller than Amazon's 64 MB and 60 s. */
    static boolean smallPartitionBuffers(ObjectNode input) {
        return input.path(MEMBER).path(SMALL_BUFFERS).booleanValue();
    }

    /** Whether buffers that become Parquet or ORC may be smaller than Amazon's 64 MB. */
    static boolean smallConversionBuffers(ObjectNode input) {
        return input.path(MEMBER).path(SMALL_CONVERSIONS).booleanValue();
    }

    /** Whether dynamic partitioning may be switched on and off when the stream is there already. */
    static boolean switchablePartitioning(ObjectNode input) {
        return input.path(MEMBER).path(SWITCHABLE).booleanValue();
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
