package io.hydrant.core.definition;

import static io.hydrant.core.definition.TestDefinitions.WHERE;
import static io.hydrant.core.definition.TestDefinitions.processing;
import static io.hydrant.core.definition.TestDefinitions.processor;
import static io.hydrant.core.definition.TestDefinitions.refusal;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.core.model.FirehoseException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedshiftDestinationTest {
    private static final String ROLE = "\"RoleARN\": \"arn:aws:iam::123456789012:role/r\"";
    private static final String URL =
            "\"ClusterJDBCURL\": \"jdbc:redshift://c.abc.us-east-1.redshift.amazonaws.com:5439/dev\"";
    private static final String LEAST = ROLE + ", " + URL + ", \"CopyCommand\": {\"DataTableName\": \"clicks\"}";

    @Test
    void hasFirehosesDefaults() {
        StreamDefinition definition = definition(LEAST, "");
        assertThat(definition.destination())
                .isEqualTo(new RedshiftDestination(
                        "c.abc.us-east-1.redshift.amazonaws.com",
                        5439,
                        "dev",
                        "arn:aws:iam::123456789012:role/r",
                        "clicks",
                        "",
                        "",
                        null,
                        null,
                        Duration.ofSeconds(3600),
                        null));
        assertThat(definition.s3().bufferingHints()).isEqualTo(new BufferingHints(5, 300));
        assertThat(definition.backup()).isNull();
    }

    @Test
    void takesEveryMember() {
        StreamDefinition definition = definition(
                """
                %s, "ClusterJDBCURL": "jdbc:postgresql://w.123456789012.eu-west-1.redshift-serverless.amazonaws.com:5440/my_db",
                "CopyCommand": {"DataTableName": "public.clicks", "DataTableColumns": "n,text",
                  "CopyOptions": "JSON 'auto' GZIP DELIMITER ';'"},
                "Username": "loader", "Password": "very secret", "RetryOptions": {"DurationInSeconds": 0},
                "S3BackupMode": "Enabled", "S3BackupConfiguration": {%s, "Prefix": "raw/"}, %s,
                "SecretsManagerConfiguration": {"Enabled": true,
                  "SecretARN": "arn:aws:secretsmanager:us-east-1:123456789012:secret:s"}""".formatted(ROLE, WHERE, processing(processor("AppendDelimiterToRecord", "Delimiter=\\n"))),
                "\"CompressionFormat\": \"GZIP\", \"Prefix\": \"staged/\", \"BufferingHints\": {\"SizeInMBs\": 1, \"IntervalInSeconds\": 0}");
        assertThat(definition.destination())
                .isEqualTo(new RedshiftDestination(
                        "w.123456789012.eu-west-1.redshift-serverless.amazonaws.com",
                        5440,
                        "my_db",
                        "arn:aws:iam::123456789012:role/r",
                        "public.clicks",
                        "n,text",
                        "JSON 'auto' GZIP DELIMITER ';'",
                        "loader",
                        "very secret",
                        Duration.ZERO,
                        "arn:aws:secretsmanager:us-east-1:123456789012:secret:s"));
        assertThat(definition.destination()).asString().doesNotContain("very secret");
        assertThat(definition.s3().prefix()).isEqualTo("staged/");
        assertThat(definition.s3().bufferingHints()).isEqualTo(new BufferingHints(1, 0));
        assertThat(definition.backup().prefix()).isEqualTo("raw/");
        assertThat(definition.processing().delimiter()).isEqualTo("\n".getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                "CompressionFormat": "ZIP" | JSON 'auto' | S3Configuration.CompressionFormat 'ZIP' cannot be copied to Redshift; it must be UNCOMPRESSED or GZIP
                "CompressionFormat": "Snappy" | JSON 'auto' | S3Configuration.CompressionFormat 'Snappy' cannot be copied to Redshift; it must be UNCOMPRESSED or GZIP
                "CompressionFormat": "HADOOP_SNAPPY" | JSON 'auto' | S3Configuration.CompressionFormat 'HADOOP_SNAPPY' cannot be copied to Redshift; it must be UNCOMPRESSED or GZIP
                "CompressionFormat": "GZIP" | JSON 's3://b/gzip' | CopyCommand.CopyOptions must have GZIP: S3Configuration.CompressionFormat is GZIP
                "CompressionFormat": "UNCOMPRESSED" | json 'auto' gzip | CopyCommand.CopyOptions has GZIP, but S3Configuration.CompressionFormat is UNCOMPRESSED
                "Prefix": "a/!{timestamp:yyyy}/" | CSV | S3Configuration.Prefix must not have expressions when the destination is Redshift
                "ErrorOutputPrefix": "errors/" | CSV | S3Configuration.ErrorOutputPrefix must not be given when the destination is Redshift
                "Prefix": "a/" | CSV; DROP TABLE clicks | CopyCommand.CopyOptions has a ; outside of quotes: it is a part of one command
                "Prefix": "a/" | DELIMITER ' | CopyCommand.CopyOptions has a quote that does not end; double a quote within one
                """)
    void refusesWhatNoCopyCouldDo(String bucket, String options, String message) {
        String copy = ROLE + ", " + URL + ", \"CopyCommand\": {\"DataTableName\": \"clicks\", \"CopyOptions\": \""
                + options + "\"}";
        assertThat(refusal(() -> definition(copy, bucket))).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource({
        "warehouse.abc.eu-west-1.redshift.amazonaws.com, , false, warehouse, eu-west-1, loader",
        "redshift.abc.cn-north-1.redshift.amazonaws.com.cn, other, false, redshift, cn-north-1, other",
        "loads.123456789012.us-east-1.redshift-serverless.amazonaws.com, other, true, loads, us-east-1, ",
    })
    void saysWhatIamAsksAmazonFor(
            String host, String configured, boolean serverless, String name, String region, String user) {
        StreamDefinition definition = definition(
                LEAST.replace("c.abc.us-east-1.redshift.amazonaws.com", host) + ", \"Username\": \"loader\"", "");
        assertThat(((RedshiftDestination) definition.destination()).cluster(configured))
                .isEqualTo(new RedshiftCluster(serverless, name, region, "dev", user));
    }

    @Test
    void refusesWhatDoesNotGoTogether() {
        assertThat(refusal(() -> definition(LEAST.replace(":5439", ":70000"), "")))
                .startsWith(
                        "ClusterJDBCURL 'jdbc:redshift://c.abc.us-east-1.redshift.amazonaws.com:70000/dev' has a port");
        assertThat(refusal(() -> definition(LEAST + ", \"S3BackupMode\": \"Enabled\"", "")))
                .isEqualTo("S3BackupConfiguration is missing: S3BackupMode Enabled needs it");
        assertThat(refusal(() -> definition(LEAST.replace("\"clicks\"", "\"clicks; DELETE FROM clicks\""), "")))
                .startsWith("CopyCommand.DataTableName has a ;");
        assertThat(refusal(() -> StreamDefinition.parse("{\"DeliveryStreamName\": \"clicks\","
                        + " \"Hydrant\": {\"OutputFormat\": \"CSV\"}, \"RedshiftDestinationConfiguration\": {" + LEAST
                        + ", \"S3Configuration\": {" + WHERE + "}}}")))
                .startsWith("Hydrant.OutputFormat goes with");
    }

    /** Its limits are those of Amazon's model. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"ClusterJDBCURL\": \"jdbc:redshift://localhost:5439/dev\"",
                "\"Password\": \"short\"",
                "\"RetryOptions\": {\"DurationInSeconds\": 7201}",
                "\"S3BackupMode\": \"All\"",
            })
    void keepsToTheModel(String member) {
        assertThatThrownBy(() -> definition(LEAST.replace(URL, "").replace(", ,", ",") + ", " + member, ""))
                .isInstanceOf(FirehoseException.class)
                .hasMessageContaining("validation error");
    }

    private static StreamDefinition definition(String members, String bucket) {
        String more = bucket.isEmpty() ? "" : ", " + bucket;
        return StreamDefinition.parse("{\"DeliveryStreamName\": \"clicks\", \"RedshiftDestinationConfiguration\": {"
                + members + ", \"S3Configuration\": {" + WHERE + more + "}}}");
    }
}
