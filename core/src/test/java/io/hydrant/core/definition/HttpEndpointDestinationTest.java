package io.hydrant.core.definition;

import static io.hydrant.core.definition.TestDefinitions.WHERE;
import static io.hydrant.core.definition.TestDefinitions.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.core.model.FirehoseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEndpointDestinationTest {
    private static final String URL = "\"EndpointConfiguration\": {\"Url\": \"https://collector.example/in?a=b\"}";

    @Test
    void hasFirehosesDefaults() {
        assertThat(read(URL))
                .isEqualTo(new HttpEndpointDestination(
                        "https://collector.example/in?a=b",
                        null,
                        null,
                        false,
                        Map.of(),
                        new BufferingHints(5, 60),
                        Duration.ofSeconds(300),
                        null));
    }

    @Test
    void takesEveryMember() {
        HttpEndpointDestination destination = read("""
                "EndpointConfiguration": {"Url": "http://127.0.0.1:1/", "Name": "ours", "AccessKey": "k e~y"},
                "RequestConfiguration": {"ContentEncoding": "GZIP", "CommonAttributes": [
                  {"AttributeName": "b", "AttributeValue": "1"}, {"AttributeName": "a", "AttributeValue": ""}]},
                "BufferingHints": {"SizeInMBs": 64, "IntervalInSeconds": 0},
                "RetryOptions": {"DurationInSeconds": 0},
                "SecretsManagerConfiguration": {
                  "Enabled": true, "SecretARN": "arn:aws:secretsmanager:us-east-1:123456789012:secret:s"}""");
        assertThat(destination)
                .isEqualTo(new HttpEndpointDestination(
                        "http://127.0.0.1:1/",
                        "ours",
                        "k e~y",
                        true,
                        Map.of("a", "", "b", "1"),
                        new BufferingHints(64, 0),
                        Duration.ZERO,
                        "arn:aws:secretsmanager:us-east-1:123456789012:secret:s"));
        assertThat(List.copyOf(destination.commonAttributes().keySet())).containsExactly("b", "a");
        assertThat(destination).asString().doesNotContain("k e~y", "127.0.0.1");
    }

    @Test
    void backsUpEverythingIfAsked() {
        assertThat(definition(URL).backup()).isNull();
        assertThat(definition(URL + ", \"S3BackupMode\": \"AllData\"").backup()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                "EndpointConfiguration": {"Url": "https://"} | EndpointConfiguration.Url is not an https:// URL with a host
                "EndpointConfiguration": {"Url": "https://a b"} | EndpointConfiguration.Url is not an https:// URL with a host
                "EndpointConfiguration": {"Url": "https://a", "AccessKey": "grüße"} | EndpointConfiguration.AccessKey has characters other than those of printable ASCII
                <URL>, "BufferingHints": {"SizeInMBs": 1} | BufferingHints.SizeInMBs and BufferingHints.IntervalInSeconds must be given together, but only SizeInMBs is
                <URL>, "RequestConfiguration": {"CommonAttributes": [{"AttributeName": "a", "AttributeValue": ""}, {"AttributeName": "a", "AttributeValue": ""}]} | RequestConfiguration.CommonAttributes has 'a' twice; keep one of them
                <URL>, "SecretsManagerConfiguration": {"Enabled": true} | SecretsManagerConfiguration.SecretARN is missing: SecretsManagerConfiguration.Enabled true needs it
                """)
    void refusesWhatDoesNotGoTogether(String members, String message) {
        assertThat(refusal(() -> read(members.replace("<URL>", URL)))).isEqualTo(message);
    }

    /** Its limits are those of Amazon's model. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"EndpointConfiguration\": {}",
                "\"EndpointConfiguration\": {\"Url\": \"ftp://a\"}",
                "<URL>, \"BufferingHints\": {\"SizeInMBs\": 65, \"IntervalInSeconds\": 1}",
                "<URL>, \"BufferingHints\": {\"SizeInMBs\": 1, \"IntervalInSeconds\": 901}",
                "<URL>, \"RetryOptions\": {\"DurationInSeconds\": 7201}",
                "<URL>, \"RequestConfiguration\": {\"ContentEncoding\": \"BROTLI\"}",
                "<URL>, \"S3BackupMode\": \"AllEvents\"",
                "<URL>, \"RequestConfiguration\": {\"CommonAttributes\": [{\"AttributeName\": \"a\"}]}",
                "<URL>, \"RequestConfiguration\": {\"CommonAttributes\": [<51>]}"
            })
    void keepsToTheModel(String members) {
        String attributes = IntStream.range(0, 51)
                .mapToObj(i -> "{\"AttributeName\": \"a" + i + "\", \"AttributeValue\": \"\"}")
                .collect(Collectors.joining(","));
        assertThatThrownBy(() -> read(members.replace("<URL>", URL).replace("<51>", attributes)))
                .isInstanceOf(FirehoseException.class);
    }

    private static HttpEndpointDestination read(String members) {
        return (HttpEndpointDestination) definition(members).destination();
    }

    private static StreamDefinition definition(String members) {
        return StreamDefinition.parse("{\"DeliveryStreamName\": \"clicks\", \"HttpEndpointDestinationConfiguration\": {"
                + members + ", \"S3Configuration\": {" + WHERE + "}}}");
    }
}
