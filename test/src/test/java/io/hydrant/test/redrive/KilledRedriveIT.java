package io.hydrant.test.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hydrant.core.record.ErrorLine;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.test.chaos.FolderStore;
import io.hydrant.test.process.ChildJvm;
import io.hydrant.test.process.Folders;
import io.hydrant.test.process.Repository;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A redrive to S3 whose process is killed, wherever it is, and started again until it comes to its end. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class KilledRedriveIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int OBJECTS = 40;
    private static final int RECORDS_PER_OBJECT = 1000;
    private static final int RECORDS = OBJECTS * RECORDS_PER_OBJECT;
    private static final String DEFINITION = """
            {
              "DeliveryStreamName": "clicks",
              "ExtendedS3DestinationConfiguration": {
                "RoleARN": "arn:aws:iam::000000000000:role/unused",
                "BucketARN": "arn:aws:s3:::clicks",
                "Prefix": "data/",
                "ErrorOutputPrefix": "failed/!{firehose:error-output-type}/",
                "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 60},
                "CompressionFormat": "GZIP"
              }
            }
            """;

    private final Path folder = Repository.target().resolve("killed-redrive-it");
    private final Path redrive = folder.resolve("data/checkpoints/clicks/0/redrive/1");
    private final FolderStore bucket = new FolderStore(folder.resolve("data/s3/clicks"));

    @Test
    void nothingIsLostOrDeliveredTwice() throws Exception {
        Folders.empty(folder);
        Files.writeString(folder.resolve("clicks.json"), DEFINITION);
        Files.writeString(folder.resolve("hydrant.yaml"), """
                dataDirectory: %s
                flink: {checkpointInterval: 50 ms, gzipLevel: 9}
                """.formatted(folder.resolve("data")));
        for (int object = 0; object < OBJECTS; object++) {
            writeErrorObject(object);
        }

        killWhen(() -> Files.exists(redrive.resolve("plan.json")));
        killWhen(() -> Files.exists(redrive.resolve("checkpointed")));
        int published = delivered().size();
        killWhen(() -> delivered().size() > published + 5);
        assertThat(redrive.resolve("done")).as("killed half-way").doesNotExist();
        assertThat(run())
                .contains("Redrive 1 of ", " was interrupted; it goes on first.")
                .contains("Redrive 1 is done: 40,000 records taken, 0 of them failed again")
                .contains("Nothing to re-drive.");
        assertEachOnce();

        // As if it had been killed just before it noted its end.
        Files.delete(redrive.resolve("done"));
        assertThat(run()).contains("Redrive 1 had delivered everything.", "Nothing to re-drive.");
        assertEachOnce();
    }

    private void writeErrorObject(int object) throws IOException {
        Path file = Files.createDirectories(folder.resolve("data/s3/clicks/failed/processing-failed"))
                .resolve("clicks-1-2025-11-30-10-53-20-" + UUID.randomUUID());
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < RECORDS_PER_OBJECT; i++) {
                byte[] record = record(object * RECORDS_PER_OBJECT + i).getBytes(UTF_8);
                out.write(ErrorLine.of(new FailedRecord(
                        "processing-failed", "Lambda.FunctionError", "it failed", 1, 0, 1, record, "")));
            }
        }
    }

    /** About 1 KB that compresses badly. */
    private static String record(int number) {
        StringBuilder text = new StringBuilder().append(number);
        for (int i = 0; text.length() < 1000; i++) {
            text.append(' ').append(Integer.toHexString((number * 31 + i) * 0x9E3779B1));
        }
        return text.append('\n').toString();
    }

    private void killWhen(Callable<Boolean> reached) throws Exception {
        try (ChildJvm hydrant = hydrant()) {
            hydrant.start();
            await().atMost(SOON)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(reached);
            assertThat(hydrant.isAlive())
                    .as("%s", Files.readString(hydrant.log()))
                    .isTrue();
        }
    }

    private String run() {
        return hydrant().run(SOON);
    }

    private ChildJvm hydrant() {
        return new ChildJvm(
                "redrive",
                folder,
                ChildJvm.classpath(),
                List.of("-Xmx512m"),
                Map.of(),
                "io.hydrant.standalone.command.HydrantCommand",
                "redrive",
                "--stream",
                folder.resolve("clicks.json").toString(),
                "--conf",
                folder.resolve("hydrant.yaml").toString());
    }

    private List<String> delivered() {
        return bucket.list().keySet().stream()
                .filter(key -> key.startsWith("data/"))
                .toList();
    }

    private void assertEachOnce() throws IOException {
        BitSet seen = new BitSet(RECORDS);
        for (String key : delivered()) {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(new GZIPInputStream(bucket.open(key)), UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    int number = Integer.parseInt(line.substring(0, line.indexOf(' ')));
                    assertThat(line + "\n").isEqualTo(record(number));
                    assertThat(seen.get(number)).as("number %s twice", number).isFalse();
                    seen.set(number);
                }
            }
        }
        assertThat(seen.cardinality()).isEqualTo(RECORDS);
    }
}
