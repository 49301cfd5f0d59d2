package io.hydrant.core.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.core.definition.SearchDestination.IndexRotation;
import io.hydrant.core.definition.SearchDestination.Service;
import io.hydrant.core.model.FirehoseException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestDestinationsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROLE = "'RoleARN': 'arn:aws:iam::123456789012:role/r'";
    private static final String S3 = "'S3Configuration': {" + ROLE + ", 'BucketARN': 'arn:aws:s3:::b'}";
    private static final String SECRET =
            "'SecretsManagerConfiguration': {'Enabled': true, 'SecretARN': 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:s'";
    private static final String DOMAIN = "'DomainARN': 'arn:aws:es:eu-west-1:123456789012:domain/logs'";
    private static final String COLLECTION = "'CollectionEndpoint': 'https://c.eu-west-1.aoss.amazonaws.com'";
    private static final Map<String, String> MINIMAL = Map.of(
            "HttpEndpoint", "'EndpointConfiguration': {'Url': 'https://a.b/c?d=e'}",
            "Splunk", "'HECEndpoint': 'https://splunk.example:8088', 'HECEndpointType': 'Raw', 'HECToken': 't'",
            "Elasticsearch", ROLE + ", 'IndexName': 'i', " + DOMAIN,
            "Amazonopensearchservice", ROLE + ", 'IndexName': 'i', 'ClusterEndpoint': 'https://os.example'",
            "AmazonOpenSearchServerless", ROLE + ", 'IndexName': 'i', " + COLLECTION);

    /** Members that come later replace those before, as most parsers have it. */
    private static StreamDefinition read(String kind, String more) {
        String json = "{'DeliveryStreamName': 'clicks', '" + kind + "DestinationConfiguration': {" + MINIMAL.get(kind)
                + ", " + S3 + more + "}}";
        try {
            return StreamDefinition.of(JSON.readTree(json.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    @Test
    void httpEndpoint() {
        StreamDefinition minimal = read("HttpEndpoint", "");
        assertThat(minimal.destination())
                .isEqualTo(new HttpEndpointDestination(
                        "https://a.b/c?d=e",
                        null,
                        null,
                        false,
                        Map.of(),
                        new BufferingHints(5, 60),
                        Duration.ofSeconds(300),
                        null));
        assertThat(minimal.backup()).isNull();
        assertThat(minimal.s3().bucket()).isEqualTo("b");
        StreamDefinition full = read(
                "HttpEndpoint",
                ", 'EndpointConfiguration': {'Url': 'https://a.b', 'Name': 'mine', 'AccessKey': 'hush'},"
                        + " 'RequestConfiguration': {'ContentEncoding': 'GZIP', 'CommonAttributes':"
                        + " [{'AttributeName': 'n', 'AttributeValue': 'v'}]}, 'RetryOptions': {'DurationInSeconds': 0},"
                        + " 'BufferingHints': {'SizeInMBs': 64, 'IntervalInSeconds': 0}, 'S3BackupMode': 'AllData', "
                        + SECRET + "}");
        assertThat(full.destination())
                .isEqualTo(new HttpEndpointDestination(
                        "https://a.b",
                        "mine",
                        "hush",
                        true,
                        Map.of("n", "v"),
                        new BufferingHints(64, 0),
                        Duration.ZERO,
                        "arn:aws:secretsmanager:eu-west-1:123456789012:secret:s"))
                .asString()
                .doesNotContain("hush");
        assertThat(full.backup()).isEqualTo(full.s3());
    }

    @Test
    void splunk() {
        assertThat(read("Splunk", "").destination())
                .isEqualTo(new SplunkDestination(
                        "https://splunk.example:8088",
                        true,
                        "t",
                        Duration.ofSeconds(180),
                        new BufferingHints(5, 60),
                        Duration.ofSeconds(300),
                        null));
        assertThat(read("Splunk", ", 'S3BackupMode': 'AllEvents'").backup()).isNotNull();
    }

    @Test
    void search() {
        assertThat(read("Elasticsearch", "").destination())
                .isEqualTo(new SearchDestination(
                        Service.ELASTICSEARCH,
                        "logs",
                        null,
                        "i",
                        "",
                        IndexRotation.OneDay,
                        true,
                        new BufferingHints(5, 300),
                        Duration.ofSeconds(300)));
        assertThat(read(
                                "Amazonopensearchservice",
                                ", 'IndexRotationPeriod': 'OneWeek', 'TypeName': '', 'S3BackupMode': 'AllDocuments',"
                                        + " 'DocumentIdOptions': {'DefaultDocumentIdFormat': 'NO_DOCUMENT_ID'}")
                        .destination())
                .isEqualTo(new SearchDestination(
                        Service.OPENSEARCH,
                        null,
                        "https://os.example",
                        "i",
                        "",
                        IndexRotation.OneWeek,
                        false,
                        new BufferingHints(5, 300),
                        Duration.ofSeconds(300)));
        assertThat(read("AmazonOpenSearchServerless", "").destination())
                .isInstanceOfSatisfying(SearchDestination.class, collection -> {
                    assertThat(collection.rotation()).isEqualTo(IndexRotation.NoRotation);
                    assertThat(collection.documentIds()).isFalse();
                });
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "HttpEndpoint|'BufferingHints': {'SizeInMBs': 65, 'IntervalInSeconds': 60}|Value '65' at 'httpEndpointDestinationConfiguration.bufferingHints.sizeInMBs' failed to satisfy constraint: Member must have value less than or equal to 64",
                "HttpEndpoint|'BufferingHints': {'SizeInMBs': 4}|BufferingHints.SizeInMBs and BufferingHints.IntervalInSeconds must be given together",
                "HttpEndpoint|'RetryOptions': {'DurationInSeconds': 7201}|Member must have value less than or equal to 7200",
                "HttpEndpoint|'EndpointConfiguration': {'Url': 'ftp://hush'}|Value '***' at 'httpEndpointDestinationConfiguration.endpointConfiguration.url' failed to satisfy constraint: Member must satisfy regular expression pattern: ",
                "HttpEndpoint|'EndpointConfiguration': {'Url': 'https://'}|EndpointConfiguration.Url is not an https:// URL with a host",
                "HttpEndpoint|'RequestConfiguration': {'CommonAttributes': [{'AttributeName': 'n', 'AttributeValue': ''}, {'AttributeName': 'n', 'AttributeValue': 'v'}]}|RequestConfiguration.CommonAttributes has 'n' twice",
                "HttpEndpoint|'SecretsManagerConfiguration': {'Enabled': true}|SecretsManagerConfiguration.SecretARN is missing: SecretsManagerConfiguration.Enabled true needs it",
                "HttpEndpoint|'S3Configuration': null|Value null at 'httpEndpointDestinationConfiguration.s3Configuration' failed",
                "HttpEndpoint|'CloudWatchLoggingOptions': {'Enabled': true, 'LogGroupName': 'g', 'LogStreamName': 's'}|Hydrant does not support HttpEndpointDestinationConfiguration.CloudWatchLoggingOptions.Enabled = true yet.",
                "HttpEndpoint|'CloudWatchLoggingOptions': {'Enabled': true}|CloudWatchLoggingOptions.LogGroupName and CloudWatchLoggingOptions.LogStreamName must be given",
                "Splunk|'HECEndpoint': 'splunk.example'|HECEndpoint 'splunk.example' is not the https:// URL of a collector",
                "Splunk|'HECEndpointType': 'raw'|Member must satisfy enum value set: ",
                "Splunk|'HECAcknowledgmentTimeoutInSeconds': 179|Member must have value greater than or equal to 180",
                "Splunk|'BufferingHints': {'SizeInMBs': 5, 'IntervalInSeconds': 61}|Member must have value less than or equal to 60",
                "Splunk|<SECRET>}|SecretsManagerConfiguration.RoleARN is missing: Splunk's secret needs it",
                "Elasticsearch|'ClusterEndpoint': 'https://a.b'|Exactly one of DomainARN and ClusterEndpoint must be given",
                "Elasticsearch|'DomainARN': null|Exactly one of DomainARN and ClusterEndpoint must be given",
                "Elasticsearch|'DocumentIdOptions': {}|defaultDocumentIdFormat' failed to satisfy constraint: Member must not be null",
                "Amazonopensearchservice|'ClusterEndpoint': 'ftp://a.b'|Value 'ftp://a.b' at 'amazonopensearchserviceDestinationConfiguration.clusterEndpoint' failed",
                "AmazonOpenSearchServerless|'CollectionEndpoint': null|CollectionEndpoint is missing",
                "AmazonOpenSearchServerless|'VpcConfiguration': {'SubnetIds': ['s'], 'RoleARN': 'arn:aws:iam::123456789012:role/r', 'SecurityGroupIds': ['g']}|Hydrant does not support AmazonOpenSearchServerlessDestinationConfiguration.VpcConfiguration yet.",
            })
    void refuses(String kind, String members, String message) {
        assertThatThrownBy(() -> read(kind, ", " + members.replace("<SECRET>", SECRET)))
                .isInstanceOf(FirehoseException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @CsvSource({"HttpEndpoint", "Splunk", "Elasticsearch", "Amazonopensearchservice", "AmazonOpenSearchServerless"})
    void refusesWhatItsBucketCannotDo(String kind) {
        String bucket = ", 'S3Configuration': {" + ROLE + ", 'BucketARN': 'arn:aws:s3:::b', ";
        String path = kind + "DestinationConfiguration.S3Configuration.";
        assertThatThrownBy(() -> read(
                        kind,
                        bucket + "'EncryptionConfiguration': {'KMSEncryptionConfig':"
                                + " {'AWSKMSKeyARN': 'arn:aws:kms:eu-west-1:123456789012:key/k'}}}"))
                .hasMessage("Hydrant does not support " + path + "EncryptionConfiguration.KMSEncryptionConfig yet.");
        assertThatThrownBy(() -> read(kind, bucket + "'BufferingHints': {'SizeInMBs': 5, 'IntervalInSeconds': 0}}"))
                .hasMessageContaining("S3Configuration.BufferingHints.IntervalInSeconds must be at least 60 seconds");
    }

    @Test
    void refusesWhatIsForObjects() {
        assertThatThrownBy(() -> StreamDefinition.of(JSON.readTree(("{'DeliveryStreamName': 'clicks', 'Hydrant':"
                                + " {'OutputFormat': 'CSV'}, 'SplunkDestinationConfiguration': {"
                                + MINIMAL.get("Splunk")
                                + ", " + S3 + "}}")
                        .replace('\'', '"'))))
                .hasMessage("Hydrant.OutputFormat goes with a destination that is S3 only");
    }
}
