package io.hydrant.test.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.core.config.ConfigReader;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.gateway.Gateway;
import io.hydrant.gateway.deploy.UnmanagedJobs;
import io.hydrant.standalone.EmbeddedBroker;
import io.hydrant.standalone.LocalConfig;
import io.hydrant.test.process.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams to HTTP endpoints, Splunk and OpenSearch, as Amazon's own clients create, see and change them; no job runs. */
class RequestDestinationsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private EmbeddedBroker broker;
    private Gateway gateway;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start(folder.resolve("kafka"));
        HydrantConfig config =
                ConfigReader.fromJson("{\"log\": {\"bootstrapServers\": \"" + broker.bootstrapServers() + "\"}}");
        gateway = Gateway.start(
                LocalConfig.in(folder.resolve("data"), LocalConfig.onPort(0, config)), new UnmanagedJobs());
    }

    @AfterEach
    void stop() {
        gateway.close();
        broker.close();
    }

    @Test
    void boto3SeesEachKindWithItsDefaultsItsUpdatesAndNoSecret() throws Exception {
        Tool python = Tool.pythonWithBoto3();
        Path script = Repository.root().resolve("test/src/test/resources/boto3_destinations.py");
        String out = python.run(folder, List.of(script.toString(), gateway.uri().toString()))
                .succeeded();
        assertThat(out).doesNotContain("hush");
        Map<String, JsonNode> kinds = new HashMap<>();
        JsonNode refused = null;
        for (String line : out.lines().toList()) {
            JsonNode json = JSON.readTree(line);
            if (json.has("kind")) {
                kinds.put(json.path("kind").asText(), json);
            } else {
                refused = json;
            }
        }
        assertThat(kinds)
                .containsOnlyKeys(
                        "HttpEndpoint",
                        "Splunk",
                        "Elasticsearch",
                        "Amazonopensearchservice",
                        "AmazonOpenSearchServerless")
                .allSatisfy((kind, json) -> {
                    assertThat(json.path("version").asText()).isEqualTo("2");
                    assertThat(json.at("/created/S3DestinationDescription/Prefix")
                                    .asText())
                            .isEqualTo("failed/");
                    assertThat(json.at("/updated/S3DestinationDescription/Prefix")
                                    .asText())
                            .isEqualTo("dead/");
                    assertThat(json.at("/created/RetryOptions/DurationInSeconds")
                                    .asInt())
                            .isEqualTo(300);
                });
        assertThat(kinds.get("HttpEndpoint").at("/created/EndpointConfiguration"))
                .hasToString("{\"Url\":\"https://a.example/in\",\"Name\":\"mine\"}");
        assertThat(kinds.get("HttpEndpoint")
                        .at("/updated/RequestConfiguration/ContentEncoding")
                        .asText())
                .isEqualTo("GZIP");
        assertThat(kinds.get("Splunk")
                        .at("/created/HECAcknowledgmentTimeoutInSeconds")
                        .asInt())
                .isEqualTo(180);
        assertThat(kinds.get("Splunk").at("/updated/HECEndpointType").asText()).isEqualTo("Event");
        assertThat(kinds.get("Elasticsearch").at("/created/IndexRotationPeriod").asText())
                .isEqualTo("OneDay");
        assertThat(kinds.get("Elasticsearch").at("/updated/IndexRotationPeriod").asText())
                .isEqualTo("OneHour");
        assertThat(kinds.get("AmazonOpenSearchServerless")
                        .at("/updated/RetryOptions/DurationInSeconds")
                        .asInt())
                .isEqualTo(7);
        assertThat(refused).isNotNull();
        assertThat(refused.path("Code").asText()).isEqualTo("ValidationException");
        assertThat(refused.path("Message").asText())
                .startsWith(
                        "1 validation error detected: Value '***' at"
                                + " 'httpEndpointDestinationConfiguration.endpointConfiguration.url' failed to satisfy constraint:");
    }

    @Test
    void theCliCreatesAndDescribesASplunkStream() throws Exception {
        Tool aws = Tool.aws();
        Path configuration = Files.writeString(folder.resolve("splunk.json"), """
                {"HECEndpoint": "https://splunk.example:8088", "HECEndpointType": "Raw", "HECToken": "hush",
                 "S3BackupMode": "AllEvents", "S3Configuration": {
                   "RoleARN": "arn:aws:iam::123456789012:role/r", "BucketARN": "arn:aws:s3:::lake"}}""");
        String created = cli(
                        aws,
                        "create-delivery-stream",
                        "--delivery-stream-name",
                        "splunk",
                        "--splunk-destination-configuration",
                        "file://" + configuration)
                .succeeded();
        assertThat(created).contains(":deliverystream/splunk");
        String described = cli(aws, "describe-delivery-stream", "--delivery-stream-name", "splunk")
                .succeeded();
        assertThat(described).doesNotContain("hush");
        assertThat(JSON.readTree(described)
                        .at("/DeliveryStreamDescription/Destinations/0/SplunkDestinationDescription/S3BackupMode")
                        .asText())
                .isEqualTo("AllEvents");
    }

    private Tool.Output cli(Tool aws, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "firehose", "--endpoint-url", gateway.uri().toString(), "--region", "us-east-1", "--output", "json"));
        all.addAll(List.of(arguments));
        return aws.run(folder, all);
    }
}
