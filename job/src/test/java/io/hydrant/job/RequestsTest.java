package io.hydrant.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.core.config.InvalidConfigurationException;
import io.hydrant.core.definition.StreamDefinition;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a deployment says of destinations that take requests. */
class RequestsTest {
    @TempDir
    Path folder;

    @Test
    void otherMachinesAreNotSpokenToWithoutTls() {
        assertThatThrownBy(() -> build("http://10.0.0.1/secret", ""))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage(
                        "delivery.plainHttp: false, but the destination of clicks has an http:// URL on another machine;"
                                + " give the stream an https:// URL, or set delivery.plainHttp to true");
    }

    @Test
    void itMayBeAllowedTo() {
        assertThat(build("http://10.0.0.1/", "\"delivery\": {\"plainHttp\": true},"))
                .contains("HTTP endpoint");
        assertThat(build("https://collector.example/", "")).contains("HTTP endpoint");
        assertThat(build("http://localhost:1/", "")).contains("HTTP endpoint");
    }

    @Test
    void aSplunkNeedsATokenFromSomewhere() {
        assertThat(buildSplunk("https://splunk.example:8088", "\"HECToken\": \"t\",", ""))
                .contains("Splunk");
        String token = "\"delivery\": {\"credentials\": {\"clicks\": {\"hecToken\": \"t\"}}},";
        assertThat(buildSplunk("https://splunk.example:8088", "", token)).contains("Splunk");
        assertThatThrownBy(() -> buildSplunk("https://splunk.example:8088", "", ""))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage(
                        "HECToken is missing: give it in the stream's definition, as hecToken in delivery.credentials,"
                                + " or in a secret that SecretsManagerConfiguration names");
    }

    @Test
    void aSplunkOnAnotherMachineNeedsTls() {
        assertThatThrownBy(() -> buildSplunk("http://splunk.example:8088", "\"HECToken\": \"t\",", ""))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("delivery.plainHttp: false");
    }

    private String buildSplunk(String endpoint, String members, String configuration) {
        return build(
                "Splunk",
                members + "\"HECEndpointType\": \"Raw\", \"HECEndpoint\": \"" + endpoint + "\"",
                configuration);
    }

    private String build(String url, String configuration) {
        return build("HttpEndpoint", "\"EndpointConfiguration\": {\"Url\": \"" + url + "\"}", configuration);
    }

    /** The steps of the job. */
    private String build(String destination, String members, String configuration) {
        StreamDefinition definition = StreamDefinition.parse("{\"DeliveryStreamName\": \"clicks\","
                + " \"" + destination + "DestinationConfiguration\": {" + members + ","
                + " \"S3Configuration\": {\"RoleARN\": \"arn:aws:iam::123456789012:role/r\","
                + " \"BucketARN\": \"arn:aws:s3:::b\"}}}");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        DeliveryPipeline.deliver(
                TestJobs.source(env, TestJobs::batch),
                TestJobs.spec(folder, definition, configuration),
                new FailureStreams());
        return env.getStreamGraph().getStreamingPlanAsJSON();
    }
}
