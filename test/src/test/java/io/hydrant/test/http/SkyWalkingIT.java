package io.hydrant.test.http;

import static io.hydrant.test.http.Records.assertLine;
import static io.hydrant.test.http.Records.buffer;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.test.process.Folders;
import io.hydrant.test.process.Repository;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody else's receiver takes what is sent, and what it answers is understood. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class SkyWalkingIT {
    private static MiniCluster cluster;
    private static SkyWalking skyWalking;

    @BeforeAll
    static void start() throws Exception {
        cluster = EndpointJob.startCluster();
        skyWalking = SkyWalking.start(Folders.empty(Repository.target().resolve("skywalking-it")));
    }

    @AfterAll
    static void stop() throws Exception {
        if (skyWalking != null) {
            skyWalking.close();
        }
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itFindsEveryRecord(boolean gzip) throws Exception {
        List<String> names = IntStream.range(0, 1000)
                .mapToObj(number -> (gzip ? "compressed-" : "plain-") + number)
                .toList();
        String[] records = names.stream().map(SkyWalking::metric).toArray(String[]::new);
        ExpectedRequests requests = new ExpectedRequests(
                SkyWalking.TARGET, ExpectedRequests.arn("metrics"), null, gzip, Map.of("env", "test"));

        assertThat(EndpointJob.withoutRetries(requests)
                        .run(cluster, skyWalking.url(), buffer(records), buffer(SkyWalking.metric("last"))))
                .isEmpty();
        assertThat(skyWalking.received()).containsAll(names).contains("last");
    }

    @Test
    void itsRefusalIsInTheErrorOutput() throws Exception {
        ExpectedRequests requests = ExpectedRequests.plain(SkyWalking.TARGET, "metrics");
        List<String> lines =
                EndpointJob.withoutRetries(requests).run(cluster, skyWalking.url(), buffer("~ no protobuf"));
        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertLine(
                        line,
                        1,
                        "HttpEndpoint.DestinationException",
                        "Received the following response from the endpoint destination. 400: "
                                + "{REST\\\"errorMessage\\\":\\\"Only OpenTelemetry format is accepted\\\"}",
                        "~ no protobuf",
                        "0-7.0"));
    }
}
