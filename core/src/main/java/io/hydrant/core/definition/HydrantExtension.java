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
 *              "Deserializer": {"OpenXJsonSerDe": {}}, "Schema": {"HiveDdl": "CREATE TABLE clicks (page string)"},
 *              "Destination": "JDBC", "Jdbc": {...}}
 * </pre>
 *
 * <p>What is said of formats is read by {@link FormatConversion}, and of tables by {@link JdbcDestination}.
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
    private static final String DESTINATION = "Destination";
    private static final List<String> SWITCHES = List.of(SMALL_BUFFERS, SWITCHABLE, SMALL_CONVERSIONS);
    private static final List<String> MEMBERS = Stream.of(
                    List.of(POSITION, TIMESTAMP, DESTINATION, JdbcDestination.MEMBER),
                    SWITCHES,
                    FormatConversion.EXTENSIONS)
            .flatMap(List::stream)
            .toList();

    private HydrantExtension() {}

    /**
     * Checks that only known members are there, and that those that switch something on or off say so.
     *
     * @throws FirehoseException INVALID_ARGUMENT naming the first that is not, or does not
     */
    static void check(JsonNode extension) {
        if (!extension.isMissingNode()) {
            checkKnown(extension, MEMBER, MEMBERS);
        }
        extension.fieldNames().forEachRemaining(name -> {
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

    /**
     * The table that records go to in place of the objects of an extended S3 configuration; null if they go to no table.
     *
     * @param member name of the one destination configuration in the definition
     * @throws FirehoseException INVALID_ARGUMENT if what is said of it cannot be
     */
    static @Nullable JdbcDestination table(ObjectNode input, String member) {
        JsonNode extension = input.path(MEMBER);
        if (!extension.has(DESTINATION)) {
            if (extension.has(JdbcDestination.MEMBER)) {
                throw invalidArgument(MEMBER + "." + JdbcDestination.MEMBER + " goes with " + MEMBER + "." + DESTINATION
                        + " " + JdbcDestination.KIND + " only");
            }
            return null;
        }
        String kind = extension.path(DESTINATION).asText();
        if (!kind.equals(JdbcDestination.KIND)) {
            throw invalidArgument(
                    MEMBER + "." + DESTINATION + " '" + kind + "' is none of [" + JdbcDestination.KIND + "]");
        }
        if (!member.equals("ExtendedS3DestinationConfiguration")) {
            throw invalidArgument(MEMBER + "." + DESTINATION + " " + kind
                    + " goes with an ExtendedS3DestinationConfiguration, whose bucket takes what the table does not");
        }
        extension.fieldNames().forEachRemaining(name -> {
            if (!List.of(POSITION, TIMESTAMP, DESTINATION, JdbcDestination.MEMBER)
                    .contains(name)) {
                throw invalidArgument(MEMBER + "." + name + " goes with a destination that is S3 only");
            }
        });
        JsonNode configuration = input.path(member);
        JdbcDestination.refuseForTables(configuration);
        return JdbcDestination.of(extension.path(JdbcDestination.MEMBER), configuration);
    }

    /** @throws FirehoseException INVALID_ARGUMENT unless it is an object with none but these members */
    static void checkKnown(JsonNode object, String path, List<String> known) {
        if (!object.isObject()) {
            throw invalidArgument(path + " is not an object with members " + known);
        }
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw invalidArgument(path + "." + name + ": no such member, known here are " + known);
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
