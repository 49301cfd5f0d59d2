package io.hydrant.core.definition;

import static io.hydrant.core.definition.TestDefinitions.WHERE;
import static io.hydrant.core.definition.TestDefinitions.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.core.model.FirehoseException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplunkDestinationTest {
    private static final String LEAST =
            "\"HECEndpoint\": \"https://splunk.example:8088\", \"HECEndpointType\": \"Raw\"";

    @Test
    void hasFirehosesDefaults() {
        assertThat(read(LEAST))
                .isEqualTo(new SplunkDestination(
                        "https://splunk.example:8088",
                        true,
                        null,
                        Duration.ofSeconds(180),
                        new BufferingHints(5, 60),
                        Duration.ofSeconds(300),
                        null));
    }

    @Test
    void takesEveryMember() {
        SplunkDestination destination = read("""
                "HECEndpoint": "http://127.0.0.1:8088/", "HECEndpointType": "Event", "HECToken": "to-ken",
                "HECAcknowledgmentTimeoutInSeconds": 600,
                "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 0},
                "RetryOptions": {"DurationInSeconds": 0},
                "SecretsManagerConfiguration": {
                  "Enabled": true, "RoleARN": "arn:aws:iam::123456789012:role/r",
                  "SecretARN": "arn:aws:secretsmanager:us-east-1:123456789012:secret:s"}""");
        assertThat(destination)
                .isEqualTo(new SplunkDestination(
                        "http://127.0.0.1:8088",
                        false,
                        "to-ken",
                        Duration.ofSeconds(600),
                        new BufferingHints(1, 0),
                        Duration.ZERO,
                        "arn:aws:secretsmanager:us-east-1:123456789012:secret:s"));
        assertThat(destination).asString().doesNotContain("to-ken");
    }

    @Test
    void backsUpEverythingIfAsked() {
        assertThat(definition(LEAST).backup()).isNull();
        assertThat(definition(LEAST + ", \"S3BackupMode\": \"AllEvents\"").backup())
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                "HECEndpoint": "splunk:8088", "HECEndpointType": "Raw" | HECEndpoint 'splunk:8088' is not the https:// URL of a collector, such as https://splunk.example:8088
                "HECEndpoint": "https://", "HECEndpointType": "Raw" | HECEndpoint 'https://' is not the https:// URL of a collector, such as https://splunk.example:8088
                <LEAST>, "HECToken": "a b" | HECToken has characters other than those of printable ASCII, or spaces
                <LEAST>, "BufferingHints": {"SizeInMBs": 1} | BufferingHints.SizeInMBs and BufferingHints.IntervalInSeconds must be given together, but only SizeInMBs is
                <LEAST>, "SecretsManagerConfiguration": {"Enabled": true, "SecretARN": "arn:aws:secretsmanager:us-east-1:123456789012:secret:s"} | SecretsManagerConfiguration.RoleARN is missing: Splunk's secret needs it
                <LEAST>, "SecretsManagerConfiguration": {"Enabled": true} | SecretsManagerConfiguration.SecretARN is missing: SecretsManagerConfiguration.Enabled true needs it
                """)
    void refusesWhatDoesNotGoTogether(String members, String message) {
        assertThat(refusal(() -> read(members.replace("<LEAST>", LEAST)))).isEqualTo(message);
    }

    /** Its limits are those of Amazon's model. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"HECEndpointType\": \"Raw\"",
                "\"HECEndpoint\": \"https://splunk.example:8088\"",
                "\"HECEndpoint\": \"https://splunk.example:8088\", \"HECEndpointType\": \"raw\"",
                "<LEAST>, \"HECAcknowledgmentTimeoutInSeconds\": 179",
                "<LEAST>, \"HECAcknowledgmentTimeoutInSeconds\": 601",
                "<LEAST>, \"BufferingHints\": {\"SizeInMBs\": 6, \"IntervalInSeconds\": 1}",
                "<LEAST>, \"BufferingHints\": {\"SizeInMBs\": 1, \"IntervalInSeconds\": 61}",
                "<LEAST>, \"RetryOptions\": {\"DurationInSeconds\": 7201}",
                "<LEAST>, \"S3BackupMode\": \"AllData\""
            })
    void keepsToTheModel(String members) {
        assertThatThrownBy(() -> read(members.replace("<LEAST>", LEAST))).isInstanceOf(FirehoseException.class);
    }

    private static SplunkDestination read(String members) {
        return (SplunkDestination) definition(members).destination();
    }

    private static StreamDefinition definition(String members) {
        return StreamDefinition.parse("{\"DeliveryStreamName\": \"clicks\", \"SplunkDestinationConfiguration\": {"
                + members + ", \"S3Configuration\": {" + WHERE + "}}}");
    }
}
