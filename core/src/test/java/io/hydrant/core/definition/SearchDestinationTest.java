package io.hydrant.core.definition;

import static io.hydrant.core.definition.TestDefinitions.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.definition.SearchDestination.IndexRotation;
import io.hydrant.core.definition.SearchDestination.Service;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchDestinationTest {
    private static final String OPENSEARCH = "AmazonopensearchserviceDestinationConfiguration";
    private static final String ELASTICSEARCH = "ElasticsearchDestinationConfiguration";
    private static final String SERVERLESS = "AmazonOpenSearchServerlessDestinationConfiguration";
    private static final String DOMAIN = "\"DomainARN\": \"arn:aws:es:us-east-1:000000000000:domain/logs\"";

    @Test
    void hasFirehosesDefaults() {
        assertThat(read(OPENSEARCH, "\"IndexName\": \"pages\", " + DOMAIN))
                .isEqualTo(new SearchDestination(
                        Service.OPENSEARCH,
                        "logs",
                        null,
                        "pages",
                        "",
                        IndexRotation.OneDay,
                        true,
                        new BufferingHints(5, 300),
                        Duration.ofSeconds(300)));
    }

    @Test
    void takesEveryMember() {
        assertThat(read(ELASTICSEARCH, """
                        "IndexName": "pages", "ClusterEndpoint": "https://logs.example:9200", "TypeName": "page",
                        "IndexRotationPeriod": "OneWeek", "RetryOptions": {"DurationInSeconds": 0},
                        "BufferingHints": {"SizeInMBs": 100, "IntervalInSeconds": 0},
                        "DocumentIdOptions": {"DefaultDocumentIdFormat": "NO_DOCUMENT_ID"}"""))
                .isEqualTo(new SearchDestination(
                        Service.ELASTICSEARCH,
                        null,
                        "https://logs.example:9200",
                        "pages",
                        "page",
                        IndexRotation.OneWeek,
                        false,
                        new BufferingHints(100, 0),
                        Duration.ZERO));
    }

    /** A collection has one index, and makes the ids itself. */
    @Test
    void knowsServerless() {
        assertThat(read(SERVERLESS, "\"IndexName\": \"pages\", \"CollectionEndpoint\": \"https://logs.example\""))
                .isEqualTo(new SearchDestination(
                        Service.SERVERLESS,
                        null,
                        "https://logs.example",
                        "pages",
                        "",
                        IndexRotation.NoRotation,
                        false,
                        new BufferingHints(5, 300),
                        Duration.ofSeconds(300)));
    }

    @Test
    void mustSayWhereTheServerIs() {
        String both = "\"IndexName\": \"pages\", \"ClusterEndpoint\": \"https://logs.example\", " + DOMAIN;

        assertThat(refusal(() -> read(ELASTICSEARCH, both))).contains("Exactly one of DomainARN and ClusterEndpoint");
        assertThat(refusal(() -> read(ELASTICSEARCH, "\"IndexName\": \"pages\"")))
                .contains("Exactly one of DomainARN and ClusterEndpoint");
        assertThat(refusal(() -> read(SERVERLESS, "\"IndexName\": \"pages\"")))
                .contains("CollectionEndpoint is missing");
    }

    @Test
    void refusesEndpointsThatAreNone() {
        assertThat(refusal(() -> read(OPENSEARCH, "\"IndexName\": \"pages\", \"ClusterEndpoint\": \"https:no host\"")))
                .contains("ClusterEndpoint 'https:no host' is not an https:// URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Pages", "_pages", "-pages", "+pages", "a b", "a/b", "a,b", "a*", "a#b", "a:b", "päGes"})
    void refusesNamesThatNoIndexCanHave(String name) {
        assertThat(refusal(() -> read(OPENSEARCH, "\"IndexName\": \"" + name + "\", " + DOMAIN)))
                .contains("IndexName '" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pages", "p", ".pages", "a-b_c+d.e", "páginas", "1"})
    void takesOtherNames(String name) {
        assertThat(read(OPENSEARCH, "\"IndexName\": \"" + name + "\", " + DOMAIN)
                        .index())
                .isEqualTo(name);
    }

    private static SearchDestination read(String configuration, String members) {
        StreamDefinition definition = StreamDefinition.parse("""
                {
                  "DeliveryStreamName": "clicks",
                  "%s": {
                    "RoleARN": "arn:aws:iam::000000000000:role/unused",
                    %s,
                    "S3Configuration": {
                      "RoleARN": "arn:aws:iam::000000000000:role/unused",
                      "BucketARN": "arn:aws:s3:::failed"
                    }
                  }
                }
                """.formatted(configuration, members));
        return (SearchDestination) definition.destination();
    }
}
