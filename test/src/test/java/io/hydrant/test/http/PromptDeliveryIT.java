package io.hydrant.test.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hydrant.core.config.HydrantConfig;
import io.hydrant.standalone.LocalConfig;
import io.hydrant.standalone.LocalHydrant;
import io.hydrant.test.job.LocalService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A buffering interval of 0 s means at once, however far the next checkpoint is. */
class PromptDeliveryIT {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String DEFINITION = """
            {
              "DeliveryStreamName": "prompt",
              "HttpEndpointDestinationConfiguration": {
                "EndpointConfiguration": {"Url": "%s"},
                "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 0},
                "S3Configuration": {
                  "RoleARN": "arn:aws:iam::000000000000:role/unused",
                  "BucketARN": "arn:aws:s3:::errors"
                }
              }
            }
            """;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void noCheckpointIsWaitedFor(@TempDir Path folder) throws Exception {
        HydrantConfig config =
                LocalConfig.in(folder, LocalConfig.onPort(0, LocalConfig.onFlink(0, NEVER, HydrantConfig.defaults())));
        ExpectedRequests expected = ExpectedRequests.plain("/", "prompt");
        try (FakeHttpEndpoint endpoint = FakeHttpEndpoint.start(expected);
                LocalHydrant hydrant = LocalHydrant.start(config)) {
            LocalService service = new LocalService(hydrant.uri().getPort(), 0);
            service.create(DEFINITION.formatted(endpoint.url()).getBytes(UTF_8));
            await().atMost(SOON).until(() -> service.isActive("prompt"));
            service.put("prompt", "first\n");
            await().atMost(SOON).until(() -> endpoint.delivered().equals(List.of("first\n")));

            service.put("prompt", "second\n");
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> endpoint.delivered().contains("second\n"));
            assertThat(endpoint.faults()).isEmpty();
        }
    }
}
