package io.hydrant.clients.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RequestSignerTest {
    private static final byte[] BODY =
            "{\"index\":{}}\n{}\nand what is left of a buffer".getBytes(StandardCharsets.UTF_8);
    private static final int LENGTH = "{\"index\":{}}\n{}\n".length();

    private static HttpRequest sign(String sessionToken) {
        try (RequestSigner signer =
                new RequestSigner("aoss", new AwsKeys("search", "AKIDEXAMPLE", "hush", sessionToken))) {
            HttpRequest.Builder begun = HttpRequest.newBuilder(URI.create("https://c.example:9200/_bulk?pretty=false"))
                    .header("Content-Type", "application/x-ndjson");
            return signer.sign(begun, "eu-west-1", "POST", BODY, LENGTH);
        }
    }

    @Test
    void signsWhatIsSentForAServiceAndARegion() {
        HttpRequest request = sign(null);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri()).hasToString("https://c.example:9200/_bulk?pretty=false");
        assertThat(request.bodyPublisher())
                .hasValueSatisfying(body -> assertThat(body.contentLength()).isEqualTo(LENGTH));
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.headers().map().forEach((name, values) -> {
            assertThat(values).as(name).hasSize(1);
            headers.put(name, values.get(0));
        });
        assertThat(headers)
                .containsEntry("Content-Type", "application/x-ndjson")
                // Of the bytes that are the body, by sha256sum; OpenSearch Serverless wants to be told.
                .containsEntry(
                        "X-Amz-Content-Sha256", "06a2766a5890317dbe97487cd7110947b5be9999f2b40012538d03f273fec030")
                .containsKey("X-Amz-Date")
                .doesNotContainKey("X-Amz-Security-Token");
        assertThat(headers.get("Authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
                .contains("/eu-west-1/aoss/aws4_request", "content-type;host;x-amz-content-sha256;x-amz-date")
                .doesNotContain("content-length");
    }

    @Test
    void sendsTheTokenOfTemporaryCredentials() {
        assertThat(sign("token").headers().allValues("X-Amz-Security-Token")).containsExactly("token");
    }

    @Test
    void saysWhereCredentialsCanBeGiven() {
        System.setProperty("aws.disableEc2Metadata", "true");
        System.setProperty("aws.sharedCredentialsFile", "/nowhere");
        System.setProperty("aws.configFile", "/nowhere");
        try (RequestSigner signer = new RequestSigner("es", new AwsKeys("search", null, null, null))) {
            HttpRequest.Builder begun = HttpRequest.newBuilder(URI.create("https://c.example/"));
            assertThatThrownBy(() -> signer.sign(begun, "eu-west-1", "GET", BODY, 0))
                    .hasMessage("there are no AWS credentials; give search.accessKey and search.secretKey, or"
                            + " credentials in the environment")
                    .isInstanceOfSatisfying(
                            ServiceException.class, e -> assertThat(e.kind()).isEqualTo(ServiceException.Kind.ACCESS));
        } finally {
            System.clearProperty("aws.disableEc2Metadata");
            System.clearProperty("aws.sharedCredentialsFile");
            System.clearProperty("aws.configFile");
        }
    }

    @Test
    void keepsKeysOutOfTexts() {
        assertThat(new AwsKeys("search", "AKIDEXAMPLE", "hush", "hush too")).hasToString("AwsKeys[search]");
    }
}
