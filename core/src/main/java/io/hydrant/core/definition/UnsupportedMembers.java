package io.hydrant.core.definition;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.core.model.FirehoseException;
import java.util.List;

/**
 * What Amazon accepts and Hydrant cannot do yet. Each row is a member that is refused by its path, so that nothing is ever
 * accepted and then ignored. Whoever builds a feature deletes its rows.
 */
final class UnsupportedMembers {
    private static final List<Row> ROWS = List.of(
            new Row("DeliveryStreamType", When.A_DATABASE),
            new Row("DatabaseSourceConfiguration", When.GIVEN),
            new Row("DeliveryStreamEncryptionConfigurationInput", When.GIVEN),
            new Row("Tags", When.NOT_EMPTY),
            new Row("RedshiftDestinationConfiguration", When.GIVEN),
            new Row("ElasticsearchDestinationConfiguration", When.GIVEN),
            new Row("AmazonopensearchserviceDestinationConfiguration", When.GIVEN),
            new Row("AmazonOpenSearchServerlessDestinationConfiguration", When.GIVEN),
            new Row("SplunkDestinationConfiguration", When.GIVEN),
            new Row("HttpEndpointDestinationConfiguration", When.GIVEN),
            new Row("SnowflakeDestinationConfiguration", When.GIVEN),
            new Row("IcebergDestinationConfiguration", When.GIVEN),
            new Row("S3DestinationConfiguration.EncryptionConfiguration.KMSEncryptionConfig", When.GIVEN),
            new Row("S3DestinationConfiguration.CloudWatchLoggingOptions.Enabled", When.TRUE),
            new Row("ExtendedS3DestinationConfiguration.EncryptionConfiguration.KMSEncryptionConfig", When.GIVEN),
            new Row("ExtendedS3DestinationConfiguration.CloudWatchLoggingOptions.Enabled", When.TRUE),
            new Row(
                    "ExtendedS3DestinationConfiguration.S3BackupConfiguration.EncryptionConfiguration.KMSEncryptionConfig",
                    When.GIVEN),
            new Row(
                    "ExtendedS3DestinationConfiguration.S3BackupConfiguration.CloudWatchLoggingOptions.Enabled",
                    When.TRUE));

    private UnsupportedMembers() {}

    /**
     * @param input CreateDeliveryStream's, checked against its shape
     * @throws FirehoseException INVALID_ARGUMENT naming the first member that Hydrant cannot honour
     */
    static void refuse(JsonNode input) {
        for (Row row : ROWS) {
            JsonNode value = row.valueIn(input);
            if (!value.isMissingNode() && row.when.holds(value)) {
                String shown = value.isValueNode() ? " = " + value.asText() : "";
                throw invalidArgument("Hydrant does not support " + row.path + shown + " yet.");
            }
        }
    }

    /** Which values of a member are refused. */
    private enum When {
        GIVEN,
        NOT_EMPTY,
        TRUE,
        A_DATABASE;

        boolean holds(JsonNode value) {
            return switch (this) {
                case GIVEN -> true;
                case NOT_EMPTY -> !value.isEmpty();
                case TRUE -> value.booleanValue();
                case A_DATABASE -> value.asText().equals("DatabaseAsSource");
            };
        }
    }

    private record Row(String path, When when) {
        JsonNode valueIn(JsonNode input) {
            return input.at("/" + path.replace('.', '/'));
        }
    }
}
