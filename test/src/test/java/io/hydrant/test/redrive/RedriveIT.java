package io.hydrant.test.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hydrant.core.config.ConfigReader;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.gateway.store.DeliveryStream;
import io.hydrant.job.JobSpec;
import io.hydrant.job.redrive.RedriveFilter;
import io.hydrant.standalone.LocalRedrive;
import io.hydrant.standalone.StreamLookup;
import io.hydrant.test.chaos.FolderStore;
import io.hydrant.test.http.EndpointAnswer;
import io.hydrant.test.http.ExpectedRequests;
import io.hydrant.test.http.FakeHttpEndpoint;
import io.hydrant.test.job.LocalService;
import io.hydrant.test.process.ChildJvm;
import io.hydrant.test.process.Folders;
import io.hydrant.test.process.FreePort;
import io.hydrant.test.process.PluginJar;
import io.hydrant.test.process.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A stream of {@code hydrant serve} whose function refuses every second record, and whose endpoint the others: its error
 * output is re-driven while it runs, and after it has been stopped.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class RedriveIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int RECORDS = 40;
    private static final String LAMBDA = "Lambda.ProcessingFailedStatus";
    private static final String ENDPOINT = "HttpEndpoint.DestinationException";
    private static final String CONFIGURATION = """
            dataDirectory: %s
            gateway: {port: %d}
            delivery: {firstPause: 10 ms, longestPause: 10 ms}
            lambda:
              pluginDirectory: %s
              functions:
                gated: {plugin: gated, settings: {gate: "%s"}}
            flink: {restPort: %d, checkpointInterval: 200 ms}
            """;
    private static final String DEFINITION = """
            {
              "DeliveryStreamName": "clicks",
              "HttpEndpointDestinationConfiguration": {
                "EndpointConfiguration": {"Url": "%s"},
                "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 1},
                "RetryOptions": {"DurationInSeconds": 0},
                "ProcessingConfiguration": {"Enabled": true, "Processors": [{"Type": "Lambda", "Parameters": [
                  {"ParameterName": "LambdaArn",
                   "ParameterValue": "arn:aws:lambda:us-east-1:000000000000:function:gated"},
                  {"ParameterName": "BufferIntervalInSeconds", "ParameterValue": "1"}]}]},
                "RoleARN": "arn:aws:iam::000000000000:role/unused",
                "S3Configuration": {
                  "RoleARN": "arn:aws:iam::000000000000:role/unused",
                  "BucketARN": "arn:aws:s3:::clicks",
                  "ErrorOutputPrefix": "failed/!{firehose:error-output-type}/!{timestamp:yyyy}/",
                  "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 60},
                  "CompressionFormat": "GZIP"
                }
              }
            }
            """;

    private final Path folder = Repository.target().resolve("redrive-it");
    private final Path gate = folder.resolve("gate");
    private final Path configuration = folder.resolve("hydrant.yaml");
    private final int port = FreePort.one();
    private final int restPort = FreePort.one();
    private final LocalService service = new LocalService(port, restPort);
    private final List<String> said = new ArrayList<>();

    @Test
    void whatFailedIsDeliveredOnce() throws Exception {
        Folders.empty(folder);
        PluginJar.write(folder.resolve("plugins"), GatedPlugin.class);
        Files.writeString(
                configuration,
                CONFIGURATION.formatted(folder.resolve("data"), port, folder.resolve("plugins"), gate, restPort));
        try (FakeHttpEndpoint endpoint = FakeHttpEndpoint.start(ExpectedRequests.plain("/in", "clicks"))) {
            endpoint.answer(request -> EndpointAnswer.failure(500, "not today"));
            try (ChildJvm serve = hydrant("serve", "serve")) {
                serve.start();
                await().atMost(SOON).until(service::isReady);
                failEverything(endpoint);
                int refused = endpoint.requests().size();
                lookWhatThereIs();
                assertThat(endpoint.requests()).hasSize(refused);

                Files.createFile(gate);
                endpoint.answer(request -> EndpointAnswer.ok());
                redriveWhatTheFunctionRefused();
                assertThat(endpoint.delivered()).containsExactlyInAnyOrderElementsOf(numbers(1));

                endpoint.answer(request -> EndpointAnswer.failure(500, "not yet"));
                redrive();
                assertThat(said)
                        .contains("Redrive 2 is done: 20 records taken, 20 of them failed again and are in the"
                                + " error output.");
                endpoint.answer(request -> EndpointAnswer.ok());
                redrive();
                assertThat(said)
                        .contains("            20  " + ENDPOINT)
                        .contains("Redrive 3 is done: 20 records taken, 0 of them failed again and are in the error"
                                + " output.");
            }
            // Those that the endpoint had refused did not go through the function again.
            assertThat(endpoint.delivered())
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(numbers(0).stream(), numbers(1).stream())
                            .toList());
            redrive();
            assertThat(said).containsExactly("Nothing to re-drive.");
            assertThat(endpoint.delivered()).hasSize(RECORDS);
            assertThat(endpoint.faults()).isEmpty();
        }
    }

    /** The error output's interval is a minute at least; the end of a version does not wait for it. */
    private void failEverything(FakeHttpEndpoint endpoint) throws Exception {
        service.create(DEFINITION.formatted(endpoint.url()).getBytes(UTF_8));
        await().atMost(SOON).until(() -> service.isActive("clicks"));
        service.put(
                "clicks",
                IntStream.range(0, RECORDS).mapToObj(Integer::toString).collect(Collectors.joining("\n")));
        await().atMost(SOON)
                .until(() -> endpoint.requests().stream()
                                .mapToInt(request -> request.texts().size())
                                .sum()
                        == RECORDS / 2);
        service.update(
                "clicks", 1, "\"HttpEndpointDestinationUpdate\": {\"RetryOptions\": {\"DurationInSeconds\": 0}}");
        FolderStore bucket = new FolderStore(folder.resolve("data/s3/clicks"));
        await().atMost(SOON)
                .until(() -> bucket.list().keySet().stream()
                                .map(key -> key.split("/")[1])
                                .distinct()
                                .count()
                        == 2);
    }

    private void lookWhatThereIs() {
        String output =
                hydrant("dry-run", "redrive", "--stream", "clicks", "--dry-run").run(SOON);

        assertThat(output)
                .containsPattern("40 records in \\d error objects, which failed from .*Z to .*Z:")
                .contains("            20  " + LAMBDA, "            20  " + ENDPOINT)
                .endsWith("Dry run: nothing was delivered." + System.lineSeparator());
        assertThat(hydrant("since", "redrive", "--stream", "clicks", "--dry-run", "--since", "2100-01-01")
                        .run(SOON))
                .contains("Nothing to re-drive.");
    }

    private void redriveWhatTheFunctionRefused() {
        String output = hydrant("by-code", "redrive", "--stream", "clicks", "--code", LAMBDA)
                .run(SOON);

        assertThat(output)
                .contains("            20  " + LAMBDA)
                .doesNotContain(ENDPOINT)
                .contains("Redrive 1 begins.")
                .contains("Redrive 1 is done: 20 records taken, 0 of them failed again and are in the error output.");
    }

    private void redrive() {
        HydrantConfig config = ConfigReader.read(configuration);
        DeliveryStream stream = StreamLookup.find("clicks", config);
        JobSpec spec = new JobSpec(
                stream.definition(),
                Long.toString(stream.versionId()),
                stream.incarnation(),
                Instant.ofEpochMilli(stream.createMillis()),
                config);
        said.clear();
        assertThat(new LocalRedrive(spec, said::add).run(new RedriveFilter(null, null), () -> false))
                .isTrue();
    }

    /** Numbers as the function makes records of them. */
    private static List<String> numbers(int rest) {
        return IntStream.range(0, RECORDS)
                .filter(number -> number % 2 == rest)
                .mapToObj(number -> number + "!")
                .toList();
    }

    private ChildJvm hydrant(String name, String... arguments) {
        return new ChildJvm(
                name,
                folder,
                ChildJvm.classpath(),
                List.of("-Xmx512m"),
                Map.of(),
                "io.hydrant.standalone.command.HydrantCommand",
                Stream.concat(Stream.of(arguments), Stream.of("--conf", configuration.toString()))
                        .toArray(String[]::new));
    }
}
