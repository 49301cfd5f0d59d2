package io.hydrant.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hydrant.clients.glue.GlueCatalog;
import io.hydrant.core.config.ConfigReader;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.definition.HttpEndpointDestination;
import io.hydrant.core.definition.RedshiftDestination;
import io.hydrant.core.definition.S3Destination;
import io.hydrant.core.definition.SearchDestination;
import io.hydrant.core.definition.SplunkDestination;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import io.hydrant.core.model.Operation;
import io.hydrant.core.model.ServiceModel;
import io.hydrant.core.model.ShapeValidator;
import io.hydrant.gateway.log.FakeTopics;
import io.hydrant.gateway.store.StoredStreams;
import io.hydrant.gateway.store.StreamStatus;
import io.hydrant.gateway.store.StreamStore;
import io.hydrant.gateway.store.TestStreams;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams whose destinations take records in requests, or copy them from a bucket: created, described and updated. */
class RequestDestinationsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROLE = "'RoleARN': 'arn:aws:iam::123456789012:role/r'";
    private static final String WHERE = ROLE + ", 'BucketARN': 'arn:aws:s3:::b'";
    private static final String S3 = ", 'S3Configuration': {" + WHERE + "}";
    private static final String BUCKET = """
            'S3DestinationDescription': {
              'RoleARN': 'arn:aws:iam::123456789012:role/r', 'BucketARN': 'arn:aws:s3:::b',
              'BufferingHints': {'SizeInMBs': 5, 'IntervalInSeconds': 300}, 'CompressionFormat': 'UNCOMPRESSED',
              'EncryptionConfiguration': {'NoEncryptionConfig': 'NoEncryption'},
              'CloudWatchLoggingOptions': {'Enabled': false}},
            'CloudWatchLoggingOptions': {'Enabled': false}, 'RetryOptions': {'DurationInSeconds': 300}""";
    private static final String HTTP =
            "'EndpointConfiguration': {'Url': 'https://a.b', 'Name': 'n', 'AccessKey': 'hush'}";
    private static final String SPLUNK =
            "'HECEndpoint': 'https://splunk.example:8088', 'HECEndpointType': 'Event', 'HECToken': 'hush'";
    private static final String SEARCH = ROLE + ", 'IndexName': 'i', 'ClusterEndpoint': 'https://os.example'";
    private static final String TABLE = ROLE + ", 'ClusterJDBCURL':"
            + " 'jdbc:redshift://c.abc.us-east-1.redshift.amazonaws.com:5439/dev', 'CopyCommand': {'DataTableName': 't'}";
    private static final String REDSHIFT = TABLE + ", 'Username': 'loader', 'Password': 'hush-hush'";
    private static final HydrantConfig CONFIG = ConfigReader.fromJson(quoted("{'search': {'domains': {"
            + "'logs': {'url': 'http://127.0.0.1:9200'}, 'far': {'url': 'http://far.example:9200'}}},"
            + " 'delivery': {'credentials': {'clicks': {'hecToken': 'hush'}}}}"));

    private StreamStore store;
    private StoredStreams streams;
    private Map<String, ApiOperation> operations;

    @BeforeEach
    void open(@TempDir Path folder) {
        store = StreamStore.open(TestStreams.config(folder));
        streams = new StoredStreams(store);
        configure(CONFIG);
    }

    private void configure(HydrantConfig config) {
        GlueCatalog glue = new GlueCatalog(config.glue(), "us-east-1");
        operations = ControlOperations.of(config, store, streams, new FakeTopics(), glue, Clock.systemUTC()).stream()
                .collect(Collectors.toMap(ApiOperation::name, Function.identity()));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "HttpEndpoint|" + HTTP
                        + "|'EndpointConfiguration': {'Url': 'https://a.b', 'Name': 'n'}, 'S3BackupMode': 'FailedDataOnly',"
                        + " 'BufferingHints': {'SizeInMBs': 5, 'IntervalInSeconds': 60},"
                        + " 'RequestConfiguration': {'ContentEncoding': 'NONE'}, 'SecretsManagerConfiguration': {'Enabled': false}",
                "Splunk|" + SPLUNK
                        + "|'HECEndpoint': 'https://splunk.example:8088', 'HECEndpointType': 'Event',"
                        + " 'HECAcknowledgmentTimeoutInSeconds': 180, 'S3BackupMode': 'FailedEventsOnly',"
                        + " 'BufferingHints': {'SizeInMBs': 5, 'IntervalInSeconds': 60}, 'SecretsManagerConfiguration': {'Enabled': false}",
                "Elasticsearch|" + SEARCH
                        + "|" + SEARCH
                        + ", 'IndexRotationPeriod': 'OneDay', 'S3BackupMode': 'FailedDocumentsOnly',"
                        + " 'BufferingHints': {'SizeInMBs': 5, 'IntervalInSeconds': 300},"
                        + " 'DocumentIdOptions': {'DefaultDocumentIdFormat': 'FIREHOSE_DEFAULT'}",
                "Amazonopensearchservice|" + SEARCH
                        + ", 'TypeName': ''|" + SEARCH
                        + ", 'TypeName': '', 'IndexRotationPeriod': 'OneDay', 'S3BackupMode': 'FailedDocumentsOnly',"
                        + " 'BufferingHints': {'SizeInMBs': 5, 'IntervalInSeconds': 300},"
                        + " 'DocumentIdOptions': {'DefaultDocumentIdFormat': 'FIREHOSE_DEFAULT'}",
                "AmazonOpenSearchServerless|" + ROLE
                        + ", 'IndexName': 'i', 'CollectionEndpoint': 'https://c.example'|" + ROLE
                        + ", 'IndexName': 'i', 'CollectionEndpoint': 'https://c.example',"
                        + " 'S3BackupMode': 'FailedDocumentsOnly', 'BufferingHints': {'SizeInMBs': 5, 'IntervalInSeconds': 300}",
            })
    void describesWithAmazonsDefaultsAndWithoutSecrets(String kind, String members, String description)
            throws Exception {
        create(kind, members);
        assertThat(JSON.readTree(destination().toString()))
                .isEqualTo(JSON.readTree(quoted("{'DestinationId': 'destinationId-000000000001', '" + kind
                        + "DestinationDescription': {" + description + ", " + BUCKET + "}}")));
    }

    @Test
    void describesWhatWasGiven() {
        create(
                "HttpEndpoint",
                HTTP + ", 'BufferingHints': {'SizeInMBs': 1, 'IntervalInSeconds': 0}, 'S3BackupMode': 'AllData',"
                        + " 'RetryOptions': {'DurationInSeconds': 7}, " + ROLE
                        + ", 'RequestConfiguration': {'ContentEncoding': 'GZIP', 'CommonAttributes':"
                        + " [{'AttributeName': 'n', 'AttributeValue': 'v'}]}, 'ProcessingConfiguration': {'Enabled': true,"
                        + " 'Processors': [{'Type': 'AppendDelimiterToRecord'}]}, 'SecretsManagerConfiguration':"
                        + " {'Enabled': true, 'SecretARN': 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:s'}");
        JsonNode http = destination().path("HttpEndpointDestinationDescription");
        assertThat(http.path("BufferingHints")).hasToString("{\"SizeInMBs\":1,\"IntervalInSeconds\":0}");
        assertThat(http.path("S3BackupMode").asText()).isEqualTo("AllData");
        assertThat(http.path("RetryOptions")).hasToString("{\"DurationInSeconds\":7}");
        assertThat(http.at("/RequestConfiguration/ContentEncoding").asText()).isEqualTo("GZIP");
        assertThat(http.at("/RequestConfiguration/CommonAttributes")).hasSize(1);
        assertThat(http.at("/ProcessingConfiguration/Processors")).hasSize(1);
        assertThat(http.at("/SecretsManagerConfiguration/SecretARN").asText()).endsWith(":secret:s");
    }

    @Test
    void updatesMemberByMemberAndTheBucketToo() {
        create("Splunk", SPLUNK + ", 'RetryOptions': {'DurationInSeconds': 7}");
        update(
                "1",
                "Splunk",
                "'HECEndpointType': 'Raw', 'S3Update': {'Prefix': 'failed/'}, 'S3BackupMode': 'AllEvents'");
        StreamDefinition next = store.get("clicks").definition();
        assertThat(next.destination()).isInstanceOfSatisfying(SplunkDestination.class, splunk -> {
            assertThat(splunk.raw()).isTrue();
            assertThat(splunk.token()).isEqualTo("hush");
            assertThat(splunk.retryDuration()).hasSeconds(7);
        });
        assertThat(next.s3().prefix()).isEqualTo("failed/");
        assertThat(next.s3().bucket()).isEqualTo("b");
        assertThat(next.backup()).isNotNull();
        assertThat(refused("2", "Splunk", "'S3BackupMode': 'FailedEventsOnly'"))
                .hasMessage("S3BackupMode cannot be changed from AllEvents to FailedEventsOnly");
    }

    @Test
    void replacesAnEndpointAsAWholeSoThatNoOtherGetsItsKey() {
        create("HttpEndpoint", HTTP + ", 'S3BackupMode': 'AllData'");
        update(
                "1",
                "HttpEndpoint",
                "'EndpointConfiguration': {'Url': 'https://c.d'}, 'S3BackupMode': 'FailedDataOnly'");
        StreamDefinition next = store.get("clicks").definition();
        assertThat(next.destination()).isInstanceOfSatisfying(HttpEndpointDestination.class, http -> {
            assertThat(http.url()).isEqualTo("https://c.d");
            assertThat(http.name()).isNull();
            assertThat(http.accessKey()).isNull();
        });
        assertThat(next.backup()).isNull();
    }

    @Test
    void aDomainAndAnEndpointTakeEachOthersPlace() {
        create("Elasticsearch", SEARCH);
        update("1", "Elasticsearch", "'DomainARN': 'arn:aws:es:eu-west-1:123456789012:domain/logs'");
        assertThat(search().domain()).isEqualTo("logs");
        assertThat(search().endpoint()).isNull();
        update("2", "Elasticsearch", "'ClusterEndpoint': 'https://new.example', 'IndexName': 'j', 'TypeName': ''");
        assertThat(search().domain()).isNull();
        assertThat(search().endpoint()).isEqualTo("https://new.example");
        assertThat(search().index()).isEqualTo("j");
        assertThat(
                        refused(
                                "3",
                                "Elasticsearch",
                                "'ClusterEndpoint': 'https://a.b', 'DomainARN': 'arn:aws:es:eu-west-1:123456789012:domain/logs'"))
                .hasMessage("Exactly one of DomainARN and ClusterEndpoint must be given");
    }

    private SearchDestination search() {
        return (SearchDestination) store.get("clicks").definition().destination();
    }

    @Test
    void anotherKindKeepsNothingOfTheOneBefore() {
        create(
                "ExtendedS3",
                WHERE + ", 'Prefix': 'p/', 'ProcessingConfiguration': {'Enabled': true,"
                        + " 'Processors': [{'Type': 'AppendDelimiterToRecord'}]}",
                "");
        assertThat(refused("1", "HttpEndpoint", HTTP))
                .hasMessageContaining("'httpEndpointDestinationConfiguration.s3Configuration' failed to satisfy")
                .hasMessageContaining("Member must not be null");
        update("1", "HttpEndpoint", HTTP + ", 'S3Update': {" + WHERE + "}");
        StreamDefinition next = store.get("clicks").definition();
        assertThat(next.destination()).isInstanceOf(HttpEndpointDestination.class);
        assertThat(next.processing().isNone()).isTrue();
        assertThat(next.s3().prefix()).isEmpty();
        assertThat(destination().has("ExtendedS3DestinationDescription")).isFalse();
        assertThat(destination().has("HttpEndpointDestinationDescription")).isTrue();

        update("2", "Splunk", SPLUNK + ", 'S3Update': {" + WHERE + "}");
        update("3", "S3", WHERE);
        assertThat(store.get("clicks").definition().destination()).isInstanceOf(S3Destination.class);
    }

    @Test
    void whatIsOpenSearchStaysOpenSearchAndKeepsItsBackup() {
        create("Elasticsearch", SEARCH + ", 'S3BackupMode': 'AllDocuments', 'TypeName': 't'");
        assertThat(refused("1", "HttpEndpoint", HTTP + ", 'S3Update': {" + WHERE + "}"))
                .hasMessage(
                        "The destination cannot be changed from Elasticsearch to HttpEndpoint: one of OpenSearch can"
                                + " only be updated to another one of OpenSearch");
        update("1", "Amazonopensearchservice", SEARCH + ", 'S3Update': {" + WHERE + "}");
        assertThat(search().service()).isEqualTo(SearchDestination.Service.OPENSEARCH);
        assertThat(search().typeName()).isEmpty();
        assertThat(store.get("clicks").definition().backup()).isNotNull();
    }

    @Test
    void nothingBecomesOpenSearchThatIsNot() {
        create("Splunk", SPLUNK);
        assertThat(refused("1", "Elasticsearch", SEARCH + ", 'S3Update': {" + WHERE + "}"))
                .hasMessageStartingWith("The destination cannot be changed from Splunk to Elasticsearch: ");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "HttpEndpoint|'EndpointConfiguration': {'Url': 'http://a.b/hush'}|VALIDATION|1 validation error detected: Value '***' at 'httpEndpointDestinationConfiguration.endpointConfiguration.url' failed to satisfy constraint: Member must satisfy regular expression pattern: https://.*; http:// is for destinations on this machine",
                "AmazonOpenSearchServerless|" + ROLE
                        + ", 'IndexName': 'i', 'CollectionEndpoint': 'http://c.example'|VALIDATION|Value 'http://c.example' at 'amazonOpenSearchServerlessDestinationConfiguration.collectionEndpoint' failed to satisfy constraint: Member must satisfy regular expression pattern: https:.*; ",
                "Splunk|'HECEndpointType': 'Raw', 'HECToken': 't', 'HECEndpoint': 'http://splunk.example:8088'|INVALID_ARGUMENT|HECEndpoint 'http://splunk.example:8088' is not an https:// URL; ",
                "Elasticsearch|" + ROLE
                        + ", 'IndexName': 'i', 'DomainARN': 'arn:aws:es:eu-west-1:123456789012:domain/nowhere'|INVALID_ARGUMENT|search.domains.nowhere.url: missing; give its endpoint",
                "Elasticsearch|" + ROLE
                        + ", 'IndexName': 'i', 'DomainARN': 'arn:aws:es:eu-west-1:123456789012:domain/far'|INVALID_ARGUMENT|search.domains.far.url 'http://far.example:9200' in Hydrant's configuration is not an https:// URL; ",
            })
    void refusesWhereThisDeploymentMustNotOrCannotGo(String kind, String members, ErrorCode code, String message) {
        FirehoseException refused = refused("CreateDeliveryStream", definition(kind, members, S3));
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused).hasMessageContaining(message).hasMessageNotContaining("hush");
        assertThat(store.list()).isEmpty();
    }

    @Test
    void anUpdateIsCheckedAlike() {
        create("HttpEndpoint", HTTP);
        assertThat(refused("1", "HttpEndpoint", "'EndpointConfiguration': {'Url': 'http://a.b/hush'}"))
                .hasMessageContaining("http:// is for destinations on this machine");
    }

    @Test
    void speaksPlainHttpOnThisMachineAndElsewhereIfTold() {
        create("HttpEndpoint", "'EndpointConfiguration': {'Url': 'http://127.0.0.1:1/'}");
        update("1", "HttpEndpoint", "'EndpointConfiguration': {'Url': 'http://localhost:1/'}");
        configure(ConfigReader.fromJson("{\"delivery\": {\"plainHttp\": true}}"));
        update("2", "HttpEndpoint", "'EndpointConfiguration': {'Url': 'http://a.b/'}");
    }

    @Test
    void splunksTokenIsInTheDefinitionOrASecretOrTheConfiguration() {
        String without = "'HECEndpoint': 'https://splunk.example:8088', 'HECEndpointType': 'Raw'";
        create("Splunk", without);
        configure(HydrantConfig.defaults());
        store.delete(store.get("clicks"));
        assertThat(refused("CreateDeliveryStream", definition("Splunk", without, S3)))
                .hasMessage("HECToken is missing: give it, a secret that has it in SecretsManagerConfiguration, or"
                        + " delivery.credentials.clicks.hecToken in Hydrant's configuration");
        create(
                "Splunk",
                without + ", 'SecretsManagerConfiguration': {'Enabled': true, " + ROLE
                        + ", 'SecretARN': 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:s'}");
    }

    @Test
    void describesRedshiftWithoutItsPassword() throws Exception {
        create("Redshift", REDSHIFT + ", 'S3BackupMode': 'Enabled', 'S3BackupConfiguration': {" + WHERE + "}");
        JsonNode redshift = destination().path("RedshiftDestinationDescription");
        assertThat(redshift.path("Username").asText()).isEqualTo("loader");
        assertThat(redshift.has("Password")).isFalse();
        assertThat(redshift.path("S3BackupMode").asText()).isEqualTo("Enabled");
        assertThat(redshift.at("/CopyCommand/DataTableName").asText()).isEqualTo("t");
        assertThat(redshift.at("/RetryOptions/DurationInSeconds").asInt()).isEqualTo(3600);
        assertThat(redshift.at("/S3DestinationDescription/BufferingHints/IntervalInSeconds")
                        .asInt())
                .isEqualTo(300);
        assertThat(redshift.at("/S3BackupDescription/CompressionFormat").asText())
                .isEqualTo("UNCOMPRESSED");
        assertThat(redshift.at("/SecretsManagerConfiguration/Enabled").isBoolean())
                .isTrue();
    }

    @Test
    void updatesRedshiftAndKeepsItsPassword() {
        create("Redshift", REDSHIFT);
        update(
                "1",
                "Redshift",
                "'CopyCommand': {'DataTableName': 'u', 'CopyOptions': 'GZIP'}, 'RetryOptions': {'DurationInSeconds': 0},"
                        + " 'S3Update': {'CompressionFormat': 'GZIP'}, 'S3BackupMode': 'Enabled', 'S3BackupUpdate': {"
                        + WHERE + "}");
        StreamDefinition next = store.get("clicks").definition();
        assertThat(next.destination()).isInstanceOfSatisfying(RedshiftDestination.class, redshift -> {
            assertThat(redshift.table()).isEqualTo("u");
            assertThat(redshift.password()).isEqualTo("hush-hush");
            assertThat(redshift.retryDuration()).isZero();
        });
        assertThat(next.s3().bucket()).isEqualTo("b");
        assertThat(next.backup()).isNotNull();
        assertThat(refused("2", "Redshift", "'S3BackupMode': 'Disabled'"))
                .hasMessage("S3BackupMode cannot be changed from Enabled to Disabled");
        assertThat(refused("2", "Redshift", "'S3Update': {'CompressionFormat': 'UNCOMPRESSED'}"))
                .hasMessageStartingWith("CopyCommand.CopyOptions has GZIP");
    }

    @Test
    void redshiftsUserIsInTheDefinitionOrASecretOrTheConfiguration() {
        String message =
                " is missing: give Username and Password, a secret that has them in SecretsManagerConfiguration, or"
                        + " delivery.credentials.clicks.username and .password in Hydrant's configuration";
        assertThat(refused("CreateDeliveryStream", definition("Redshift", TABLE, S3)))
                .hasMessage("Username" + message);
        assertThat(refused("CreateDeliveryStream", definition("Redshift", TABLE + ", 'Username': 'loader'", S3)))
                .hasMessage("Password" + message);
        create(
                "Redshift",
                TABLE + ", 'SecretsManagerConfiguration': {'Enabled': true,"
                        + " 'SecretARN': 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:s'}");
        store.delete(store.get("clicks"));
        configure(ConfigReader.fromJson(
                quoted("{'delivery': {'credentials': {'clicks': {'username': 'loader', 'password': 'hush'}}}}")));
        create("Redshift", TABLE);
    }

    @Test
    void redshiftNeedsWhatIamAsksAmazonFor() {
        configure(ConfigReader.fromJson(quoted("{'redshift': {'iam': true}}")));
        assertThat(refused("CreateDeliveryStream", definition("Redshift", TABLE, S3)))
                .hasMessage("Username is missing: a cluster needs it with redshift.iam in Hydrant's configuration, or"
                        + " redshift.dbUser there");
        String elsewhere = TABLE.replace("c.abc.us-east-1.", "own.");
        assertThat(refused("CreateDeliveryStream", definition("Redshift", elsewhere + ", 'Username': 'loader'", S3)))
                .hasMessageStartingWith("ClusterJDBCURL has the host 'own.redshift.amazonaws.com', which does not say");
        create("Redshift", TABLE + ", 'Username': 'loader'");
        store.delete(store.get("clicks"));
        create("Redshift", TABLE.replace("redshift.amazonaws", "redshift-serverless.amazonaws"));
        store.delete(store.get("clicks"));
        configure(ConfigReader.fromJson(quoted("{'redshift': {'iam': true, 'dbUser': 'loader'}}")));
        create("Redshift", TABLE);
    }

    @Test
    void aTablesCredentialsAreNeededAndNeverShown() {
        String table =
                "}, 'Hydrant': {'Destination': 'JDBC', 'Jdbc': {'Url': 'jdbc:postgresql://db/shop', 'Table': 'orders'";
        assertThat(refused("CreateDeliveryStream", definition("ExtendedS3", WHERE, table + "}")))
                .hasMessage(
                        "Hydrant.Jdbc.Username is missing: give it, a secret that has it in Hydrant.Jdbc.SecretArn, or"
                                + " delivery.credentials.clicks.username in Hydrant's configuration");
        create("ExtendedS3", WHERE, table + ", 'Username': 'hush', 'Password': 'hush'}");
        update("1", "ExtendedS3", "'ErrorOutputPrefix': 'failed/'");
        assertThat(destination()
                        .at("/ExtendedS3DestinationDescription/ErrorOutputPrefix")
                        .asText())
                .isEqualTo("failed/");
    }

    private void create(String kind, String members) {
        create(kind, members, S3);
    }

    private void create(String kind, String members, String bucket) {
        call("CreateDeliveryStream", definition(kind, members, bucket));
        store.updateStatus(store.get("clicks"), StreamStatus.ACTIVE);
        streams.refresh();
    }

    private static String definition(String kind, String members, String bucket) {
        return "{'DeliveryStreamName': 'clicks', '" + kind + "DestinationConfiguration': {" + members + bucket + "}}";
    }

    private void update(String version, String kind, String members) {
        assertThat(call("UpdateDestination", updateInput(version, kind, members)))
                .isEmpty();
    }

    private static String updateInput(String version, String kind, String members) {
        return "{'DeliveryStreamName': 'clicks', 'CurrentDeliveryStreamVersionId': '" + version
                + "', 'DestinationId': 'destinationId-000000000001', '" + kind + "DestinationUpdate': {" + members
                + "}}";
    }

    private JsonNode destination() {
        JsonNode answer = call("DescribeDeliveryStream", "{'DeliveryStreamName': 'clicks'}");
        assertThat(answer.toString()).doesNotContain("hush");
        return answer.at("/DeliveryStreamDescription/Destinations/0");
    }

    private FirehoseException refused(String version, String kind, String members) {
        return refused("UpdateDestination", updateInput(version, kind, members));
    }

    private FirehoseException refused(String operation, String input) {
        try {
            call(operation, input);
        } catch (FirehoseException e) {
            return e;
        }
        throw new AssertionError("accepted: " + input);
    }

    /** Calls as the server does, and holds the answer against Amazon's model. */
    private JsonNode call(String name, String json) {
        Operation operation = ServiceModel.firehose().operation(name);
        try {
            JsonNode input = JSON.readTree(quoted(json));
            ShapeValidator.check(operation.input(), input);
            ApiOperation called = operations.get(name);
            ObjectNode answer = called.call(called.input(operation.input(), (ObjectNode) input));
            ShapeValidator.check(operation.output(), answer);
            assertThat(ShapeValidator.unknownMembers(operation.output(), answer))
                    .isEmpty();
            return answer;
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
