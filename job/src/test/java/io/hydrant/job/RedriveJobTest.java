package io.hydrant.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.definition.StreamDefinition;
import io.hydrant.job.redrive.PlannedObject;
import io.hydrant.job.redrive.RedriveFilter;
import io.hydrant.job.redrive.RedrivePlan;
import io.hydrant.job.redrive.SkippedObjects;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job of a redrive, before it runs. */
class RedriveJobTest {
    private static final String BUCKET =
            "{\"RoleARN\": \"arn:aws:iam::123456789012:role/r\", \"BucketARN\": \"arn:aws:s3:::b\"}";

    @TempDir
    Path folder;

    @Test
    void recordsGoInWhereTheyHadFailed() {
        RedriveJob job = job("""
                {"DeliveryStreamName": "clicks", "HttpEndpointDestinationConfiguration": {
                  "EndpointConfiguration": {"Url": "https://collector.example/"},
                  "ProcessingConfiguration": {"Enabled": true, "Processors": [{"Type": "Lambda", "Parameters": [
                    {"ParameterName": "LambdaArn",
                     "ParameterValue": "arn:aws:lambda:us-east-1:123456789012:function:f"}]}]},
                  "S3BackupMode": "AllData", "S3Configuration": %s}}
                """);

        assertThat(steps(job.graph(plan(2, 3, List.of()))))
                .anyMatch(step -> step.contains("Redrive PROCESSING"))
                .anyMatch(step -> step.contains("Redrive DELIVERY"))
                .anyMatch(step -> step.contains("Lambda"))
                .anyMatch(step -> step.contains("HTTP endpoint"))
                .noneMatch(step -> step.contains("S3 backup"));
        assertThat(steps(job.graph(plan(0, 3, List.of()))))
                .anyMatch(step -> step.contains("HTTP endpoint"))
                .noneMatch(step -> step.contains("Lambda"));
    }

    @Test
    void whatRedshiftHasNotCopiedIsCopiedAndNotWrittenAgain() {
        RedriveJob job = job("""
                {"DeliveryStreamName": "clicks", "RedshiftDestinationConfiguration": {
                  "RoleARN": "arn:aws:iam::123456789012:role/r",
                  "ClusterJDBCURL": "jdbc:redshift://c.abc123.us-east-1.redshift.amazonaws.com:5439/db",
                  "CopyCommand": {"DataTableName": "clicks"}, "Username": "hydrant", "Password": "secret1",
                  "S3Configuration": %s}}
                """);
        List<SkippedObjects> skipped = List.of(new SkippedObjects(
                "errors/manifests/m", "Redshift.DiskFull", 5, List.of(new SkippedObjects.Entry("s3://b/o", 7))));

        assertThat(steps(job.graph(plan(0, 0, skipped))))
                .anyMatch(step -> step.contains("Redshift"))
                .noneMatch(step -> step.contains("Stage objects"));
        assertThat(steps(job.graph(plan(1, 0, skipped))))
                .anyMatch(step -> step.contains("Redshift"))
                .anyMatch(step -> step.contains("Stage objects"));
    }

    @Test
    void itHasEndedWhenThereWasACheckpointAndIsNone() throws Exception {
        RedriveJob job = job("{\"DeliveryStreamName\": \"clicks\", \"S3DestinationConfiguration\": %s}");
        RedrivePlan plan = plan(1, 0, List.of());
        Path redrive = Path.of(job.redrives().folder(plan).toUri());
        job.redrives().begin(plan);
        assertThat(job.hasEnded(plan)).as("before its first checkpoint").isFalse();

        Files.createFile(redrive.resolve("checkpointed"));
        Path checkpoint = Files.createDirectories(redrive.resolve("a-job/chk-3"));
        Files.createFile(checkpoint.resolve("_metadata"));
        assertThat(job.hasEnded(plan)).as("half-way").isFalse();

        Files.delete(checkpoint.resolve("_metadata"));
        assertThat(job.hasEnded(plan)).as("at its end").isTrue();
    }

    private RedriveJob job(String definition) {
        return new RedriveJob(TestJobs.spec(folder, StreamDefinition.parse(definition.formatted(BUCKET))));
    }

    private static RedrivePlan plan(long forProcessing, long forDelivery, List<SkippedObjects> skipped) {
        PlannedObject object = new PlannedObject("errors/o", List.of(), forProcessing, forDelivery, true);
        return new RedrivePlan(1, Instant.EPOCH, "1", new RedriveFilter(null, null), List.of(object), skipped);
    }

    private static List<String> steps(JobGraph graph) {
        return StreamSupport.stream(graph.getVertices().spliterator(), false)
                .map(JobVertex::getName)
                .toList();
    }
}
