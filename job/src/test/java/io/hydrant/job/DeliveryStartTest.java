package io.hydrant.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.config.ConfigReader;
import io.hydrant.core.definition.StreamDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryStartTest {
    private static final String S3 = "\"S3DestinationConfiguration\":"
            + " {\"RoleARN\": \"arn:aws:iam::123456789012:role/r\", \"BucketARN\": \"arn:aws:s3:::b\"}";

    /** Source of a definition. */
    static final String KINESIS = "\"KinesisStreamSourceConfiguration\": {\"KinesisStreamARN\":"
            + " \"arn:aws:kinesis:us-east-1:123456789012:stream/orders\","
            + " \"RoleARN\": \"arn:aws:iam::123456789012:role/r\"}";

    private static final String STREAM = definition("KinesisStreamAsSource", KINESIS);

    @TempDir
    Path folder;

    private Path note;

    @BeforeEach
    void locate() {
        note = folder.resolve("checkpoints/orders/0/delivery-start");
    }

    @Test
    void isTheFirstStartHoweverOftenTheJobIsStarted() throws Exception {
        Instant before = Instant.now();
        Instant first = parse(STREAM).deliveryStart();

        assertThat(first).isBetween(before, Instant.now());
        assertThat(note).hasContent(first.toString());
        assertThat(parse(STREAM).deliveryStart()).isEqualTo(first);
    }

    @Test
    void aNoteThatWasCutOffIsWrittenAgain() throws Exception {
        Files.createDirectories(note.getParent());
        Files.createFile(note);

        Instant first = parse(STREAM).deliveryStart();

        assertThat(parse(STREAM).deliveryStart()).isEqualTo(first);
    }

    @Test
    void isWhatTheCommandLineSays() throws Exception {
        JobSpec spec = parse(STREAM, "--delivery-start", "2026-11-01T00:00:00Z");

        assertThat(spec.deliveryStart()).isEqualTo(Instant.parse("2026-11-01T00:00:00Z"));
        assertThat(note).doesNotExist();
    }

    @Test
    void aStreamThatIsPutToNeedsNone() throws Exception {
        JobSpec unused = parse("{\"DeliveryStreamName\": \"orders\", " + S3 + "}");

        assertThat(note).doesNotExist();
    }

    /** The job of a stream with that source, with everything in a folder. */
    static JobSpec spec(Path folder, String type, String source) {
        return new JobSpec(
                StreamDefinition.parse(definition(type, source)),
                JobSpec.FIRST_VERSION,
                JobSpec.ONLY_INCARNATION,
                Instant.EPOCH,
                ConfigReader.fromJson("{\"dataDirectory\": \"" + folder + "\"}"));
    }

    private static String definition(String type, String source) {
        return "{\"DeliveryStreamName\": \"orders\", \"DeliveryStreamType\": \"" + type + "\", " + source + ", " + S3
                + "}";
    }

    private JobSpec parse(String definition, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("--definition", definition, "--config", "{\"dataDirectory\": \"" + folder + "\"}"));
        arguments.addAll(Arrays.asList(more));
        return JobArguments.parse(arguments.toArray(String[]::new));
    }
}
