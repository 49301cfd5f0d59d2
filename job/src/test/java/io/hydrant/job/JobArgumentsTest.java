package io.hydrant.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobArgumentsTest {
    private static final String STREAM = "{\"DeliveryStreamName\": \"clicks\", \"S3DestinationConfiguration\":"
            + " {\"RoleARN\": \"arn:aws:iam::123456789012:role/r\", \"BucketARN\": \"arn:aws:s3:::b\"}}";

    @TempDir
    Path folder;

    @Test
    void filesGiveTheStreamAndTheDeployment() throws Exception {
        Path stream = Files.writeString(folder.resolve("clicks.json"), STREAM);
        Path conf = Files.writeString(folder.resolve("hydrant.yaml"), "log: {bootstrapServers: \"kafka:9092\"}\n");

        JobSpec spec = JobArguments.parse(new String[] {"--stream", stream.toString(), "--conf", conf.toString()});

        assertThat(spec.definition().name()).isEqualTo("clicks");
        assertThat(spec.config().log().bootstrapServers()).isEqualTo("kafka:9092");
        assertThat(spec.versionId()).isEqualTo("1");
        assertThat(spec.incarnation()).isEqualTo("0");
        assertThat(spec.jobName()).isEqualTo("hydrant-clicks");
    }

    @Test
    void theGatewayGivesTheSameAsText() throws Exception {
        JobSpec spec = JobArguments.parse(
                new String[] {"--definition", STREAM, "--config", "{}", "--version-id", "7", "--incarnation", "ab12"});

        assertThat(spec.definition().name()).isEqualTo("clicks");
        assertThat(spec.versionId()).isEqualTo("7");
        assertThat(FlinkConfiguration.checkpointDirectory(spec).toString()).endsWith("checkpoints/clicks/ab12/v7");
        assertThat(spec.drainedVersion()).isZero();
    }

    @Test
    void whatIsWrongIsSaidInOneLine() throws IOException {
        Path noBucket = Files.writeString(folder.resolve("s.json"), "{\"DeliveryStreamName\": \"clicks\"}");

        assertOneLine("--stream", new String[] {});
        assertOneLine("nowhere.json", new String[] {"--stream", "nowhere.json"});
        assertOneLine("s.json", new String[] {"--stream", noBucket.toString()});
        assertOneLine("--version-id", new String[] {"--definition", STREAM, "--version-id", "0"});
        assertOneLine("--steam", new String[] {"--steam", "x"});
    }

    private static void assertOneLine(String named, String[] arguments) {
        assertThatThrownBy(() -> JobArguments.parse(arguments))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessageContaining(named)
                .message()
                .doesNotContain("\n");
    }
}
