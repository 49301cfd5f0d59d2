package io.hydrant.gateway.deploy;

import static io.hydrant.gateway.store.TestStreams.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.hydrant.core.config.ConfigReader;
import io.hydrant.core.config.FlinkConfig;
import io.hydrant.core.config.HydrantConfig;
import io.hydrant.core.config.StoreConfig;
import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.gateway.deploy.JobDeployer.JobState;
import io.hydrant.gateway.store.DeliveryStream;
import io.hydrant.gateway.store.StreamStatus;
import io.hydrant.gateway.store.StreamUpdates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionDeployerTest {
    private static final DeliveryStream CLICKS = stream("clicks", StreamStatus.ACTIVE, 'a');
    private static final String FIRST = "a".repeat(16) + "00000b62" + "00000000";
    private static final String SECOND = "a".repeat(16) + "00000b62" + "00000001";

    @TempDir
    Path folder;

    private FakeFlink flink;
    private SessionDeployer deployer;

    @BeforeEach
    void open() throws Exception {
        flink = new FakeFlink();
        deployer = new SessionDeployer(config(Files.write(folder.resolve("hydrant-job.jar"), new byte[100_000])));
    }

    @AfterEach
    void close() {
        deployer.close();
        flink.close();
    }

    @Test
    void uploadsTheJarOnceAndRunsItWithDefinitionAndConfiguration() throws Exception {
        assertThat(deployer.state(CLICKS)).isEqualTo(JobState.ABSENT);
        deployer.start(CLICKS);
        assertThat(deployer.state(CLICKS)).isEqualTo(JobState.RUNNING);
        deployer.start(stream("views", StreamStatus.ACTIVE, 'b'));

        assertThat(flink.requests.stream().filter(request -> request.equals("POST /jars/upload")))
                .hasSize(1);
        assertThat(flink.uploadedBytes).isGreaterThan(100_000);
        assertThat(flink.requests)
                .anySatisfy(
                        request -> assertThat(request).matches("POST /jars/1234_hydrant-job-[0-9a-f]{16}\\.jar/run"));
        assertThat(flink.runs.get(0).path("jobId").asText()).isEqualTo(FIRST);
        List<String> arguments = new ArrayList<>();
        flink.runs.get(0).path("programArgsList").forEach((JsonNode argument) -> arguments.add(argument.asText()));
        assertThat(arguments).hasSize(12).contains("--version-id", "1", "--incarnation", "a".repeat(16));
        assertThat(arguments)
                .containsSequence("--delivery-start", "2023-11-14T22:13:21.456Z", "--drained-version", "0");
        assertThat(StreamDefinition.parse(arguments.get(arguments.indexOf("--definition") + 1))
                        .json())
                .isEqualTo(CLICKS.definition().json());
        assertThat(ConfigReader.fromJson(arguments.get(arguments.indexOf("--config") + 1))
                        .flink()
                        .restUrl())
                .isEqualTo(flink.url());
        assertThat(arguments).noneMatch(argument -> argument.contains("hush"));
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, RUNNING",
        "FINISHED, FINISHED",
        "FAILED, FAILED",
        "CANCELED, FAILED",
        "INITIALIZING, STARTING",
        "CREATED, STARTING",
        "RESTARTING, STARTING",
        "FAILING, STARTING",
        "CANCELLING, STARTING",
        "SUSPENDED, STARTING",
        "RECONCILING, STARTING"
    })
    void readsFlinksStates(String flinkState, JobState state) {
        flink.jobs.put(FIRST, flinkState);
        flink.jobs.put("b".repeat(32), "RUNNING");
        assertThat(deployer.state(CLICKS)).isEqualTo(state);
    }

    @Test
    void goesByTheNewestJobOfTheIncarnation() {
        flink.jobs.put(FIRST, "FAILED");
        deployer.start(CLICKS);
        assertThat(flink.jobs).containsEntry(SECOND, "RUNNING");
        assertThat(deployer.state(CLICKS)).isEqualTo(JobState.RUNNING);
        assertThat(deployer.state(stream("clicks", StreamStatus.CREATING, 'c'))).isEqualTo(JobState.ABSENT);
    }

    @Test
    void aRestartedJobManagerIsNotGivenAJobIdThatTaskManagersRemember() {
        deployer.start(CLICKS);
        flink.jobs.clear();
        flink.configuration = "[{\"key\": \"web.tmpdir\", \"value\": \"/tmp/flink-web-2\"}]";
        deployer.start(CLICKS);
        assertThat(flink.jobs).hasSize(1).doesNotContainKey(FIRST);
        assertThat(deployer.state(CLICKS)).isEqualTo(JobState.RUNNING);
    }

    @Test
    void asksForTheSameJobUntilTheClusterHasSeenIt() {
        flink.failRunWith = "lost";
        assertThatThrownBy(() -> deployer.start(CLICKS)).isInstanceOf(DeploymentException.class);
        assertThatThrownBy(() -> deployer.start(CLICKS)).isInstanceOf(DeploymentException.class);
        assertThat(flink.runs).extracting(run -> run.path("jobId").asText()).containsExactly(FIRST, FIRST);
        flink.failRunWith =
                "org.apache.flink.runtime.client.DuplicateJobSubmissionException: Job has already been submitted.";
        deployer.start(CLICKS);
    }

    @Test
    void drainsIntoTheFolderThatTheNextJobWouldStartFrom() {
        flink.jobs.put(FIRST, "RUNNING");
        deployer.drain(CLICKS);
        assertThat(flink.requests).contains("POST /jobs/" + FIRST + "/stop");
        assertThat(flink.disposals).as("before the stream is forgotten").isEmpty();
        assertThat(flink.stops.get(0).path("drain").asBoolean()).isTrue();
        assertThat(flink.stops.get(0).path("targetDirectory").asText())
                .isEqualTo("file://" + folder + "/checkpoints/clicks/" + "a".repeat(16) + "/drain");
        assertThat(deployer.state(CLICKS)).isEqualTo(JobState.FINISHED);

        flink.requests.clear();
        deployer.drain(CLICKS);
        assertThat(flink.requests).containsExactly("GET /jobs/overview");
    }

    @Test
    void drainsALaterVersionIntoAFolderOfItsOwn() throws Exception {
        flink.jobs.put(FIRST, "RUNNING");
        DeliveryStream third = updated(CLICKS, 3, 2);
        deployer.drain(third);
        assertThat(flink.stops.get(0).path("targetDirectory").asText())
                .isEqualTo("file://" + folder + "/checkpoints/clicks/" + "a".repeat(16) + "/v3/drain");

        deployer.start(third);
        List<String> arguments = new ArrayList<>();
        flink.runs.get(0).path("programArgsList").forEach((JsonNode argument) -> arguments.add(argument.asText()));
        assertThat(arguments).containsSequence("--version-id", "3").containsSequence("--drained-version", "2");
        assertThat(flink.jobs).containsEntry(SECOND, "RUNNING");

        deployer.start(third);
        assertThat(flink.runs).as("it runs already").hasSize(1);

        Path checkpoint = Files.createDirectories(
                folder.resolve("checkpoints/clicks/" + "a".repeat(16)).resolve("v2/job/chk-1"));
        deployer.forget(third);
        assertThat(checkpoint).doesNotExist();
        assertThat(folder.resolve("checkpoints/clicks/" + "a".repeat(16))).doesNotExist();
    }

    private static DeliveryStream updated(DeliveryStream stream, long version, long drained) {
        return new DeliveryStream(
                stream.name(),
                stream.arn(),
                stream.status(),
                version,
                stream.createMillis(),
                stream.deliveryStart(),
                stream.incarnation(),
                stream.definition(),
                new StreamUpdates(stream.deliveryStart(), null, drained));
    }

    @Test
    void cancelsWhatRunsOnly() {
        deployer.cancel(CLICKS);
        assertThat(flink.requests).containsExactly("GET /jobs/overview");
        flink.jobs.put(FIRST, "RESTARTING");
        deployer.cancel(CLICKS);
        assertThat(flink.requests).contains("PATCH /jobs/" + FIRST);
        assertThat(deployer.state(CLICKS)).isEqualTo(JobState.FAILED);
    }

    @Test
    void forgetsTheDrainsSavepointOnAnotherMachineThroughFlink() {
        flink.jobs.put(FIRST, "FINISHED");
        deployer.forget(CLICKS);
        assertThat(flink.disposals).containsExactly("file:/tmp/savepoint-1");

        flink.close();
        deployer.forget(CLICKS);
    }

    @Test
    void forgetsCheckpointsOfTheIncarnationOnly() throws Exception {
        Path mine = folder.resolve("checkpoints/clicks/" + "a".repeat(16));
        Path other = folder.resolve("checkpoints/clicks/" + "b".repeat(16));
        Files.createDirectories(mine.resolve(FIRST + "/chk-7"));
        Files.createFile(mine.resolve(FIRST + "/chk-7/_metadata"));
        Files.createDirectories(mine.resolve("drain/savepoint-1"));
        Files.createDirectories(other);
        deployer.forget(CLICKS);
        assertThat(flink.requests).isEmpty();
        deployer.forget(CLICKS);
        assertThat(mine).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void saysWhyADrainFailed() {
        flink.jobs.put(FIRST, "RUNNING");
        flink.drainFailure = "org.apache.flink.runtime.checkpoint.CheckpointException";
        assertThatThrownBy(() -> deployer.drain(CLICKS))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("cannot be drained: org.apache.flink.runtime.checkpoint.CheckpointException");
        flink.jobs.clear();
        assertThatThrownBy(() -> deployer.drain(CLICKS)).hasMessageContaining("no job of clicks");
    }

    @Test
    void saysWhatWasAskedAndAnswered() {
        flink.failRunWith = "Could not start\\n\\tat some.Frame(File.java:1)\\nCaused by: no slots";
        assertThatThrownBy(() -> deployer.start(CLICKS))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("POST " + flink.url() + "/jars/")
                .hasMessageContaining("was answered 500")
                .hasMessageContaining("Caused by: no slots")
                .message()
                .doesNotContain("some.Frame");
        flink.close();
        assertThatThrownBy(() -> deployer.state(CLICKS))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("GET " + flink.url() + "/jobs/overview was not answered");
    }

    @Test
    void saysThatThereIsNoJar() {
        SessionDeployer without = new SessionDeployer(config(folder.resolve("absent.jar")));
        assertThatThrownBy(() -> without.start(CLICKS))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("absent.jar");
    }

    private HydrantConfig config(Path jar) {
        FlinkConfig session = new FlinkConfig(
                "session",
                flink.url(),
                jar.toString(),
                null,
                null,
                null,
                "file://" + folder + "/checkpoints",
                null,
                null);
        StoreConfig store = new StoreConfig("jdbc:h2:mem:unused", "me", "hush");
        return new HydrantConfig(
                null, null, folder, null, null, store, null, null, null, null, null, null, null, null, null, null,
                session);
    }
}
