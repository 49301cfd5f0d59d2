package io.hydrant.clients.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hydrant.clients.aws.ServiceException;
import io.hydrant.clients.aws.ServiceException.Kind;
import io.hydrant.core.config.RedshiftApiConfig;
import io.hydrant.core.definition.RedshiftCluster;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which credentials a database is shown while time goes by, and what is said when there are none. */
class RedshiftSignInTest {
    private static final RedshiftCluster CLUSTER =
            new RedshiftCluster(false, "warehouse", "eu-west-1", "dev", "lo+ader@x");
    private static final RedshiftCluster WORKGROUP = new RedshiftCluster(true, "loads", "eu-west-1", "dev", null);

    private FakeRedshiftApi api;

    @BeforeEach
    void start() throws IOException {
        api = new FakeRedshiftApi();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private RedshiftSignIn signIn(RedshiftCluster cluster) {
        return new RedshiftSignIn(api.configuration(FakeRedshiftApi.ACCESS_KEY), cluster);
    }

    private static RedshiftCluster of(boolean serverless) {
        return serverless ? WORKGROUP : CLUSTER;
    }

    @Test
    void asksForTheUserOfACluster() {
        try (RedshiftSignIn signIn = signIn(CLUSTER)) {
            TemporaryCredentials given = signIn.current();
            assertThat(given.user()).isEqualTo("IAM:lo+ader@x");
            assertThat(given.password()).isEqualTo("hush&/1==");
            assertThat(given.expiration()).isCloseTo(Instant.now().plusSeconds(900), within(60, ChronoUnit.SECONDS));
            assertThat(given).asString().doesNotContain("hush");
            assertThat(api.input())
                    .isEqualTo(Map.of(
                            "Action", "GetClusterCredentials",
                            "Version", "2012-12-01",
                            "ClusterIdentifier", "warehouse",
                            "DbUser", "lo+ader@x",
                            "DbName", "dev",
                            "DurationSeconds", "900"));
        }
    }

    @Test
    void asksForTheUserThatTheCallerIsInAWorkgroup() {
        try (RedshiftSignIn signIn = signIn(WORKGROUP)) {
            TemporaryCredentials given = signIn.current();
            assertThat(given.user()).isEqualTo("IAM:me");
            assertThat(given.password()).isEqualTo("hush&/1==");
            assertThat(given.expiration()).isCloseTo(Instant.now().plusSeconds(900), within(60, ChronoUnit.SECONDS));
            assertThat(api.input())
                    .isEqualTo(Map.of("workgroupName", "loads", "dbName", "dev", "durationSeconds", "900"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void renewsWhatIsAboutToExpireOrWasRefused(boolean serverless) {
        try (RedshiftSignIn signIn = signIn(of(serverless))) {
            assertThat(signIn.last()).isNull();
            api.setLifetime(Duration.ofSeconds(170));
            assertThat(signIn.current().password()).isEqualTo("hush&/1==");
            api.setLifetime(Duration.ofSeconds(300));
            assertThat(signIn.current().password()).isEqualTo("hush&/2==");
            assertThat(signIn.current().password()).isEqualTo("hush&/2==");
            signIn.refused();
            assertThat(signIn.last())
                    .isEqualTo(new TemporaryCredentials(
                            signIn.last().user(), "hush&/2==", signIn.last().expiration()));
            assertThat(signIn.current().password()).isEqualTo("hush&/3==");
            assertThat(signIn.current().password()).isEqualTo("hush&/3==");
            assertThat(api.requests()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "false|there are no temporary credentials of cluster warehouse: User: x is not authorized to perform:"
                        + " redshift:GetClusterCredentials (Service: AmazonRedshift; Status Code: 403; Error Code: AccessDenied;"
                        + "|; redshift.api.accessKey, or the environment's credentials, need redshift:GetClusterCredentials of"
                        + " the database's user and the database",
                "true|there are no temporary credentials of workgroup loads: User: x is not authorized (Service:"
                        + " RedshiftServerless; Status Code: 400; Error Code: AccessDeniedException;"
                        + "|; redshift.api.accessKey, or the environment's credentials, need redshift-serverless:GetCredentials"
                        + " of the workgroup",
            })
    void saysWhatACallerLacks(boolean serverless, String start, String end) {
        try (RedshiftSignIn signIn = new RedshiftSignIn(api.configuration("AKIAOTHER"), of(serverless))) {
            assertThatThrownBy(signIn::current)
                    .satisfies(e -> assertThat(((ServiceException) e).kind()).isEqualTo(Kind.ACCESS))
                    .hasMessageStartingWith(start)
                    .hasMessageEndingWith(end)
                    .message()
                    .doesNotContain("hush");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void saysThatThereIsNoSuchPlace(boolean serverless) {
        RedshiftCluster other = new RedshiftCluster(serverless, "other", "eu-west-1", "dev", serverless ? null : "u");
        try (RedshiftSignIn signIn = signIn(other)) {
            assertThatThrownBy(signIn::current)
                    .satisfies(e -> assertThat(((ServiceException) e).kind()).isEqualTo(Kind.NOT_FOUND))
                    .hasMessageContaining("other: ")
                    .hasMessageEndingWith("of ClusterJDBCURL, or give redshift.api.region");
        }
    }

    @Test
    void signsForTheRegionThatIsConfigured() {
        RedshiftApiConfig here = api.configuration(FakeRedshiftApi.ACCESS_KEY);
        RedshiftApiConfig elsewhere =
                new RedshiftApiConfig(here.endpoint(), "us-west-2", here.accessKey(), here.secretKey(), null);
        // The double refuses a signature that is not for the region of its cluster.
        try (RedshiftSignIn signIn = new RedshiftSignIn(elsewhere, CLUSTER)) {
            assertThatThrownBy(signIn::current).hasMessageContaining("AccessDenied");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "false|hush|is not the XML of a result or an error; check that redshift.api.endpoint is that of Redshift",
                "false|<hush>|is not the XML of a result or an error",
                "false|<a><hush/></a>|is not the XML of a result or an error",
                "false|<!DOCTYPE a [<!ENTITY h SYSTEM 'file:///etc/hostname'>]><a><R><DbUser>&h;</DbUser></R></a>|is not the XML",
                "false|<a><XResult><Expiration>hush</Expiration></XResult></a>|the answer has no usable Expiration; check",
                "false|<a><XResult><Expiration>2030-01-01T00:00:00Z</Expiration><DbPassword>hush</DbPassword></XResult></a>"
                        + "|the answer has no usable DbUser; check that redshift.api.endpoint is that of Redshift's API",
                "true|<hush>|is not JSON; check that redshift.api.endpoint is that of Redshift Serverless",
                "true|{\"dbUser\": \"me\", \"dbPassword\": \"hush\"}|the answer has no usable expiration; check",
                "true|{\"dbUser\": \"me\", \"expiration\": 1}|the answer has no usable dbPassword; check",
            })
    void saysWhatAnAnswerLacks(boolean serverless, String answer, String message) {
        api.answer(200, answer);
        try (RedshiftSignIn signIn = signIn(of(serverless))) {
            assertThatThrownBy(signIn::current)
                    .satisfies(e -> assertThat(((ServiceException) e).kind()).isEqualTo(Kind.UNUSABLE))
                    .hasMessageContaining(message)
                    .message()
                    .doesNotContain("hush");
        }
    }

    @Test
    void asksAgainWhenTheApiIsAway() {
        api.answer(503, "<ErrorResponse><Error><Code>ServiceUnavailable</Code></Error></ErrorResponse>");
        try (RedshiftSignIn signIn = signIn(CLUSTER)) {
            assertThatThrownBy(signIn::current)
                    .satisfies(e -> assertThat(((ServiceException) e).kind()).isEqualTo(Kind.UNAVAILABLE))
                    .hasMessageContaining("Error Code: ServiceUnavailable");
            assertThat(api.requests()).isEqualTo(4);
        }
    }
}
