package io.hydrant.core.definition;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.config.InvalidConfigurationException;
import io.hydrant.core.format.FormatConversion;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.core.model.ServiceModel;
import io.hydrant.core.model.Shape;
import io.hydrant.core.model.ShapeValidator;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivery stream as its owner asked for it: CreateDeliveryStream's input, found valid. Immutable.
 *
 * <p>The same JSON is what {@code aws firehose create-delivery-stream --cli-input-json} takes; a file, or a client that
 * does not check what it sends, may add the member {@code Hydrant}, see {@link HydrantExtension}.
 */
public final class StreamDefinition implements Serializable {
    private static final long serialVersionUID = 1;
    /** No valid definition comes near it. */
    private static final int MAX_FILE_BYTES = 1 << 20;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String name;
    private final String json;
    private final SourceDefinition source;
    private final DestinationDefinition destination;

    private StreamDefinition(String name, String json, SourceDefinition source, DestinationDefinition destination) {
        this.name = name;
        this.json = json;
        this.source = source;
        this.destination = destination;
    }

    /**
     * Reads what came over the wire. Members that the API does not know are dropped, as AWS does.
     *
     * @throws FirehoseException SERIALIZATION, VALIDATION or INVALID_ARGUMENT, with what the caller should read
     */
    public static StreamDefinition of(JsonNode createDeliveryStreamInput) {
        Shape shape = inputShape();
        ShapeValidator.check(shape, createDeliveryStreamInput);
        ObjectNode input = ShapeValidator.known(shape, createDeliveryStreamInput);
        if (createDeliveryStreamInput.has(HydrantExtension.MEMBER)) {
            input.set(HydrantExtension.MEMBER, createDeliveryStreamInput.get(HydrantExtension.MEMBER));
        }
        DestinationDefinition destination = SemanticChecks.destination(input);
        SourceDefinition source = SemanticChecks.source(input);
        return new StreamDefinition(input.path("DeliveryStreamName").asText(), input.toString(), source, destination);
    }

    /**
     * Reads a definition from JSON text that {@link #toString} gave.
     *
     * @throws FirehoseException as {@link #of}
     */
    public static StreamDefinition parse(String json) {
        try {
            return of(MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a file that a person wrote: members that the API does not know are refused too. A schema in a file beside it
     * becomes part of it.
     *
     * @throws InvalidConfigurationException in one line: file, member, value, fix
     */
    public static StreamDefinition read(Path file) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new InvalidConfigurationException(file + ": longer than any stream definition (1 MiB)");
            }
            JsonNode input = MAPPER.readTree(Files.readAllBytes(file));
            List<String> unknown = ShapeValidator.unknownMembers(inputShape(), withoutExtension(input));
            if (!unknown.isEmpty()) {
                throw new InvalidConfigurationException(file + ": " + unknown.get(0));
            }
            SchemaFile.inline(input.path(HydrantExtension.MEMBER).path(HydrantExtension.SCHEMA), file);
            return of(input);
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
            throw new InvalidConfigurationException(file + ": not JSON" + where + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new InvalidConfigurationException(
                    file + ": cannot be read: " + e.getClass().getSimpleName());
        } catch (FirehoseException e) {
            throw new InvalidConfigurationException(file + ": " + e.text());
        }
    }

    private static JsonNode withoutExtension(JsonNode input) {
        return input instanceof ObjectNode object ? object.deepCopy().without(HydrantExtension.MEMBER) : input;
    }

    /**
     * The next version of this stream.
     *
     * @param updateDestinationInput UpdateDestination's, checked against its shape; may have a Hydrant.Schema too
     * @throws FirehoseException VALIDATION or INVALID_ARGUMENT if the update cannot be, or what comes of it
     */
    public StreamDefinition updated(ObjectNode updateDestinationInput) {
        return DestinationUpdate.apply(this, updateDestinationInput);
    }

    /** Name of the delivery stream. */
    public String name() {
        return name;
    }

    /** DeliveryStreamType, with its default. */
    public String type() {
        return source.type();
    }

    /** Where the records come from. */
    public SourceDefinition source() {
        return source;
    }

    /** Where the records go. */
    public Destination destination() {
        return destination.destination();
    }

    /** The destination if it is S3; else the bucket for records that it did not take, or that it copies from. */
    public S3Destination s3() {
        return destination.s3();
    }

    /** What is done to records on their way. */
    public Processing processing() {
        return destination.processing();
    }

    /** What records are converted to; null if objects hold them as they are. */
    public @Nullable FormatConversion conversion() {
        return destination.conversion();
    }

    /** Dynamic partitioning; null if it is off. */
    public @Nullable DynamicPartitioning partitioning() {
        return destination.partitioning();
    }

    /** Whether the stream's owner may switch dynamic partitioning on and off. */
    public boolean switchablePartitioning() {
        return HydrantExtension.switchablePartitioning(json());
    }

    /** Where all records go as they came, beside their delivery; null if they do not. */
    public @Nullable S3Destination backup() {
        return destination.backup();
    }

    /** CreateDeliveryStream's input as given, without defaults filled in. Each call gives a copy. */
    public ObjectNode json() {
        try {
            return (ObjectNode) MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The definition as JSON on one line, as {@link #parse} reads it. */
    @Override
    public String toString() {
        return json;
    }

    private static Shape inputShape() {
        return ServiceModel.firehose().shape("CreateDeliveryStreamInput");
    }
}
