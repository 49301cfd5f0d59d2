package io.hydrant.core.definition;

import static io.hydrant.core.model.FirehoseException.invalidArgument;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.core.model.FirehoseException;
import java.util.ArrayList;
import java.util.List;

/**
 * What Amazon accepts and Hydrant cannot do yet. Each row is a member that is refused by its path, so that nothing is ever
 * accepted and then ignored. Whoever builds a feature deletes its rows.
 */
final class UnsupportedMembers {
    private static final String CONFIGURATION = "DestinationConfiguration";
    private static final String LOGGING = ".CloudWatchLoggingOptions.Enabled";
    private static final List<Row> ROWS = rows();

    private UnsupportedMembers() {}

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("DeliveryStreamType", When.A_DATABASE));
        rows.add(new Row("DatabaseSourceConfiguration", When.GIVEN));
        rows.add(new Row("DeliveryStreamEncryptionConfigurationInput", When.GIVEN));
        rows.add(new Row("Tags", When.NOT_EMPTY));
        for (String destination : List.of("Snowflake", "Iceberg")) {
            rows.add(new Row(destination + CONFIGURATION, When.GIVEN));
        }
        addBucket(rows, "S3" + CONFIGURATION);
        addBucket(rows, "ExtendedS3" + CONFIGURATION);
        addBucket(rows, "ExtendedS3" + CONFIGURATION + ".S3BackupConfiguration");
        rows.add(new Row("Redshift" + CONFIGURATION + LOGGING, When.TRUE));
        addBucket(rows, "Redshift" + CONFIGURATION + ".S3Configuration");
        addBucket(rows, "Redshift" + CONFIGURATION + ".S3BackupConfiguration");
        for (String destination : List.of(
                "HttpEndpoint", "Splunk", "Elasticsearch", "Amazonopensearchservice", "AmazonOpenSearchServerless")) {
            rows.add(new Row(destination + CONFIGURATION + ".VpcConfiguration", When.GIVEN));
            rows.add(new Row(destination + CONFIGURATION + LOGGING, When.TRUE));
            addBucket(rows, destination + CONFIGURATION + ".S3Configuration");
        }
        return List.copyOf(rows);
    }

    private static void addBucket(List<Row> rows, String path) {
        rows.add(new Row(path + ".EncryptionConfiguration.KMSEncryptionConfig", When.GIVEN));
        rows.add(new Row(path + LOGGING, When.TRUE));
    }

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
