package io.hydrant.core.definition;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.core.format.FormatConversion;
import io.hydrant.core.model.FirehoseException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a destination configuration says.
 *
 * @param destination where records go
 * @param s3 the destination itself if it is S3, older or extended; else the bucket for what it did not take, or copies
 *     from
 * @param processing what is done to them before
 * @param conversion to another format; null if objects hold them as they are
 * @param partitioning by which they are grouped; null if they are not
 * @param backup where they go as they came too; null if they do not
 */
record DestinationDefinition(
        Destination destination,
        S3Destination s3,
        Processing processing,
        @Nullable FormatConversion conversion,
        @Nullable DynamicPartitioning partitioning,
        @Nullable S3Destination backup)
        implements Serializable {
    private static final long serialVersionUID = 1;
    private static final String BACKUP = "S3BackupConfiguration";

    /**
     * Reads a configuration that keeps to its shape's constraints.
     *
     * @param input CreateDeliveryStream's
     * @param member name of the one destination configuration in it
     * @throws FirehoseException INVALID_ARGUMENT if its members do not go together
     */
    static DestinationDefinition of(ObjectNode input, String member) {
        JsonNode configuration = input.path(member);
        if (member.equals(RedshiftDestination.CONFIGURATION)) {
            return ofRedshift(input, configuration);
        }
        JdbcDestination table = HydrantExtension.table(input, member);
        if (table != null) {
            return ofTable(configuration, table);
        }
        RequestDestination request = request(member, configuration);
        return request == null ? ofS3(input, configuration) : ofRequest(input, configuration, request);
    }

    private static @Nullable RequestDestination request(String member, JsonNode configuration) {
        if (member.equals(HttpEndpointDestination.CONFIGURATION)) {
            return HttpEndpointDestination.of(configuration);
        }
        if (member.equals(SplunkDestination.CONFIGURATION)) {
            return SplunkDestination.of(configuration);
        }
        for (SearchDestination.Service service : SearchDestination.Service.values()) {
            if (member.equals(service.configuration())) {
                return SearchDestination.of(service, configuration);
            }
        }
        return null;
    }

    private static DestinationDefinition ofRedshift(ObjectNode input, JsonNode configuration) {
        HydrantExtension.refuseForRequests(input.path(HydrantExtension.MEMBER));
        Processing processing = Processing.of(configuration.path("ProcessingConfiguration"));
        RedshiftDestination redshift = RedshiftDestination.of(configuration);
        return new DestinationDefinition(
                redshift, redshift.bucket(configuration), processing, null, null, backup(configuration));
    }

    private static DestinationDefinition ofRequest(
            ObjectNode input, JsonNode configuration, RequestDestination request) {
        HydrantExtension.refuseForRequests(input.path(HydrantExtension.MEMBER));
        Processing processing = Processing.of(configuration.path("ProcessingConfiguration"));
        S3Destination bucket = RequestMembers.bucket(configuration);
        return new DestinationDefinition(
                request, bucket, processing, null, null, RequestMembers.backsUpAll(configuration) ? bucket : null);
    }

    private static DestinationDefinition ofTable(JsonNode configuration, JdbcDestination table) {
        Processing processing = Processing.of(configuration.path("ProcessingConfiguration"));
        if (processing.delimiter() != null) {
            throw invalidArgument("AppendDelimiterToRecord goes not with a table: a row has no end; leave it out");
        }
        S3Destination bucket = S3Destination.of(configuration, false, "");
        return new DestinationDefinition(table, bucket, processing, null, null, backup(configuration));
    }

    private static DestinationDefinition ofS3(ObjectNode input, JsonNode configuration) {
        Processing processing = Processing.of(configuration.path("ProcessingConfiguration"));
        DynamicPartitioning partitioning =
                DynamicPartitioning.of(configuration.path("DynamicPartitioningConfiguration"));
        boolean columnar = ConversionRules.check(configuration, HydrantExtension.smallConversionBuffers(input));
        FormatConversion conversion = FormatConversion.of(
                configuration.path(FormatConversion.CONFIGURATION), input.path(HydrantExtension.MEMBER));
        String extension =
                conversion == null || !columnar ? "" : conversion.output().extension();
        S3Destination s3 = S3Destination.of(configuration, partitioning != null, extension);
        if (partitioning != null) {
            PartitioningRules.check(s3, processing, HydrantExtension.smallPartitionBuffers(input));
        }
        return new DestinationDefinition(s3, s3, processing, conversion, partitioning, backup(configuration));
    }

    private static @Nullable S3Destination backup(JsonNode configuration) {
        if (!configuration.path("S3BackupMode").asText().equals("Enabled")) {
            return null;
        }
        if (!configuration.has(BACKUP)) {
            throw invalidArgument(BACKUP + " is missing: S3BackupMode Enabled needs it");
        }
        return S3Destination.ofBackup(BACKUP, configuration.path(BACKUP));
    }
}
