package io.hydrant.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hydrant.core.config.GatewayConfig.Credentials;
import io.hydrant.core.model.ErrorCode;
import io.hydrant.core.model.FirehoseException;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.signer.Aws4Signer;
import software.amazon.awssdk.auth.signer.params.Aws4SignerParams;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.regions.Region;

/** Requests signed by two signers of Amazon's, which know nothing of ours, in the forms that real clients send. */
@SuppressWarnings("deprecation") // Aws4Signer signs as boto3 does; its successor always adds the hash header.
class SigV4VerifierTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final byte[] BODY = "{\"DeliveryStreamName\":\"s\"}".getBytes(StandardCharsets.UTF_8);
    private static final AwsCredentials LONG_LIVED = AwsBasicCredentials.create("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG");
    private static final AwsCredentials TEMPORARY =
            AwsSessionCredentials.create("ASIAEXAMPLE", "temporary+secret", "token/of+the==session");

    private final SigV4Verifier verifier = verifierAt(NOW);

    private static SigV4Verifier verifierAt(Instant now) {
        return new SigV4Verifier(
                List.of(
                        new Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG", null),
                        new Credentials("ASIAEXAMPLE", "temporary+secret", "token/of+the==session")),
                () -> now);
    }

    private enum Client {
        /** boto3 and awscli: content-type;host;x-amz-date;x-amz-target, no x-amz-content-sha256. */
        BOTO {
            @Override
            SdkHttpRequest sign(SdkHttpFullRequest request, AwsCredentials credentials, String service) {
                return Aws4Signer.create()
                        .sign(
                                request,
                                Aws4SignerParams.builder()
                                        .awsCredentials(credentials)
                                        .signingName(service)
                                        .signingRegion(Region.US_WEST_2)
                                        .signingClockOverride(Clock.fixed(NOW, ZoneOffset.UTC))
                                        .build());
            }
        },
        /** The Java and JavaScript SDKs: also content-length, amz-sdk-* and x-amz-content-sha256. */
        JAVA {
            @Override
            SdkHttpRequest sign(SdkHttpFullRequest request, AwsCredentials credentials, String service) {
                SdkHttpFullRequest sent = request.toBuilder()
                        .putHeader("amz-sdk-invocation-id", "8d0c0d5e-7d0e-4a39-9c0f-0cdd6ee3a1a1")
                        .putHeader("amz-sdk-request", "attempt=1; max=4")
                        .putHeader("Content-Length", Integer.toString(BODY.length))
                        .build();
                ContentStreamProvider payload = () -> new ByteArrayInputStream(BODY);
                return AwsV4HttpSigner.create()
                        .sign(sign -> sign.identity(credentials)
                                .request(sent)
                                .payload(payload)
                                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                                .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC)))
                        .request();
            }
        };

        abstract SdkHttpRequest sign(SdkHttpFullRequest request, AwsCredentials credentials, String service);

        Received send(AwsCredentials credentials) {
            return Received.of(sign(plain("http://127.0.0.1:4573/"), credentials, "firehose"));
        }
    }

    /** What arrives: changeable, to play the attacker. */
    private record Received(String path, String query, Map<String, List<String>> headers) implements SignedRequest {
        static Received of(SdkHttpRequest request) {
            Map<String, List<String>> headers = new TreeMap<>();
            request.forEachHeader(
                    (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), new ArrayList<>(values)));
            return new Received(
                    request.encodedPath().isEmpty() ? "/" : request.encodedPath(),
                    request.encodedQueryParameters().orElse(null),
                    headers);
        }

        Received with(String header, String value) {
            headers.put(header, List.of(value));
            return this;
        }

        Received without(String header) {
            headers.remove(header);
            return this;
        }

        String get(String header) {
            return headers.get(header).get(0);
        }

        @Override
        public String method() {
            return "POST";
        }

        @Override
        public List<String> header(String name) {
            return headers.getOrDefault(name, List.of());
        }
    }

    private static SdkHttpFullRequest plain(String uri) {
        return SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create(uri))
                .putHeader("Host", "127.0.0.1:4573")
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader("X-Amz-Target", "Firehose_20150804.PutRecord")
                .contentStreamProvider(() -> new ByteArrayInputStream(BODY))
                .build();
    }

    private void verify(Received request, byte[] body) {
        verifier.begin(request).verify(body, body.length);
    }

    private ErrorCode refusal(Received request, byte[] body) {
        return catchThrowableOfType(FirehoseException.class, () -> verify(request, body))
                .code();
    }

    @ParameterizedTest
    @EnumSource
    void whatAClientSignedIsAccepted(Client client) {
        verify(client.send(LONG_LIVED), BODY);
        verify(client.send(TEMPORARY), BODY);
    }

    @Test
    void theClientsDifferInWhatTheySign() {
        assertThat(Client.BOTO.send(LONG_LIVED).header("x-amz-content-sha256")).isEmpty();
        assertThat(Client.BOTO.send(LONG_LIVED).get("authorization"))
                .contains("SignedHeaders=content-type;host;x-amz-date;x-amz-target,");
        assertThat(Client.JAVA.send(LONG_LIVED).get("authorization"))
                .contains("content-length", "x-amz-content-sha256");
    }

    @ParameterizedTest
    @EnumSource
    void pathsAndQueriesAreSignedToo(Client client) {
        SdkHttpFullRequest request = plain("http://127.0.0.1:4573/v1/streams/a.b%20c/records?z=1&a=%20x&b");
        Received received = Received.of(client.sign(request, LONG_LIVED, "firehose"));

        verify(received, BODY);
        assertThat(refusal(new Received("/v1/streams/other/records", received.query(), received.headers()), BODY))
                .isEqualTo(ErrorCode.INVALID_SIGNATURE);
        assertThat(refusal(new Received(received.path(), "a=1", received.headers()), BODY))
                .isEqualTo(ErrorCode.INVALID_SIGNATURE);
    }

    @ParameterizedTest
    @EnumSource
    void aChangedBodyOrHeaderIsRefused(Client client) {
        assertThat(refusal(client.send(LONG_LIVED), "{}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(ErrorCode.INVALID_SIGNATURE);
        assertThat(refusal(
                        client.send(LONG_LIVED).with("x-amz-target", "Firehose_20150804.DeleteDeliveryStream"), BODY))
                .isEqualTo(ErrorCode.INVALID_SIGNATURE);
        assertThat(refusal(client.send(LONG_LIVED).with("host", "evil.example"), BODY))
                .isEqualTo(ErrorCode.INVALID_SIGNATURE);
        assertThat(refusal(client.send(LONG_LIVED).with("x-amz-date", "20260304T050608Z"), BODY))
                .isEqualTo(ErrorCode.INVALID_SIGNATURE);
        Received request = client.send(LONG_LIVED);
        String authorization = request.get("authorization");
        char last = authorization.charAt(authorization.length() - 1);
        String changed = authorization.substring(0, authorization.length() - 1) + (last == 'a' ? 'b' : 'a');
        assertThat(refusal(request.with("authorization", changed), BODY)).isEqualTo(ErrorCode.INVALID_SIGNATURE);
    }

    @Test
    void aHeaderThatDecidesWhatHappensMustBeSigned() {
        assertThat(refusal(Client.BOTO.send(LONG_LIVED).with("x-hydrant-idempotency-key", "k"), BODY))
                .isEqualTo(ErrorCode.INVALID_SIGNATURE);
        SdkHttpFullRequest untargeted = plain("http://127.0.0.1:4573/").toBuilder()
                .removeHeader("X-Amz-Target")
                .build();
        Received received = Received.of(Client.BOTO.sign(untargeted, LONG_LIVED, "firehose"));

        assertThatThrownBy(() -> verify(received.with("x-amz-target", "Firehose_20150804.PutRecord"), BODY))
                .hasMessage("'x-amz-target' must be a 'SignedHeader' in the AWS Authorization.");
    }

    @ParameterizedTest
    @EnumSource
    void strangersAreTurnedAway(Client client) {
        AwsCredentials unknown = AwsBasicCredentials.create("AKIDOTHER", "secret");
        AwsCredentials wrongSecret = AwsBasicCredentials.create("AKIDEXAMPLE", "guess");
        AwsCredentials wrongToken = AwsSessionCredentials.create("ASIAEXAMPLE", "temporary+secret", "expired");

        assertThatThrownBy(() -> verify(client.send(unknown), BODY))
                .hasMessage("The security token included in the request is invalid.");
        assertThat(refusal(client.send(unknown), BODY)).isEqualTo(ErrorCode.UNRECOGNIZED_CLIENT);
        assertThat(refusal(client.send(wrongSecret), BODY)).isEqualTo(ErrorCode.INVALID_SIGNATURE);
        assertThat(refusal(client.send(wrongToken), BODY)).isEqualTo(ErrorCode.UNRECOGNIZED_CLIENT);
        assertThat(refusal(client.send(TEMPORARY).without("x-amz-security-token"), BODY))
                .isEqualTo(ErrorCode.UNRECOGNIZED_CLIENT);
        assertThat(refusal(client.send(LONG_LIVED).with("x-amz-security-token", "any"), BODY))
                .isEqualTo(ErrorCode.UNRECOGNIZED_CLIENT);
    }

    @Test
    void aSignatureIsGoodForFifteenMinutesEitherWay() {
        Received request = Client.BOTO.send(LONG_LIVED);
        Duration skew = Duration.ofMinutes(15);

        verifierAt(NOW.plus(skew)).begin(request).verify(BODY, BODY.length);
        verifierAt(NOW.minus(skew)).begin(request).verify(BODY, BODY.length);
        assertThatThrownBy(() -> verifierAt(NOW.plus(skew).plusSeconds(1)).begin(request))
                .hasMessageStartingWith("Signature expired: 20260304T050607Z is now earlier than 20260304T050608Z");
        assertThatThrownBy(() -> verifierAt(NOW.minus(skew).minusSeconds(1)).begin(request))
                .hasMessageStartingWith("Signature not yet current: 20260304T050607Z is still later than");
    }

    @Test
    void otherServicesKeysAreNotForFirehose() {
        SdkHttpRequest signed = Client.BOTO.sign(plain("http://127.0.0.1:4573/"), LONG_LIVED, "kinesis");

        assertThatThrownBy(() -> verify(Received.of(signed), BODY))
                .hasMessageContaining("Credential should be scoped to correct service: 'firehose'");
    }

    @Test
    void anAuthorizationThatIsNoneIsIncompleteOrMissing() {
        Received request = Client.BOTO.send(LONG_LIVED);

        assertThat(refusal(Client.BOTO.send(LONG_LIVED).without("authorization"), BODY))
                .isEqualTo(ErrorCode.MISSING_AUTHENTICATION_TOKEN);
        for (String header : List.of(
                "Basic YTpi",
                "AWS4-HMAC-SHA256 ",
                "AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=00",
                "AWS4-HMAC-SHA256 Credential=" + "/".repeat(10_000) + ", SignedHeaders=" + ";".repeat(10_000)
                        + ", Signature=0",
                "AWS4-HMAC-SHA256 SignedHeaders=host;x-amz-date, Signature=00")) {
            assertThat(refusal(request.with("authorization", header), BODY))
                    .as(header)
                    .isEqualTo(ErrorCode.INCOMPLETE_SIGNATURE);
        }
        assertThatThrownBy(() -> verify(Client.BOTO.send(LONG_LIVED).without("x-amz-date"), BODY))
                .hasMessageContaining("'X-Amz-Date'");
        assertThat(refusal(Client.BOTO.send(LONG_LIVED).with("x-amz-date", "20260304"), BODY))
                .isEqualTo(ErrorCode.INCOMPLETE_SIGNATURE);
    }

    @Test
    void withoutCredentialsEverybodyIsLetIn() {
        new SigV4Verifier(List.of(), () -> NOW)
                .begin(new Received("/", null, new TreeMap<>()))
                .verify(BODY, BODY.length);
    }
}
