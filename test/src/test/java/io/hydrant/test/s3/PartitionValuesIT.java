package io.hydrant.test.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.definition.CompressionFormat;
import io.hydrant.core.prefix.ObjectKey;
import io.hydrant.core.prefix.PartitionKeys;
import io.hydrant.core.prefix.PrefixExpression;
import io.hydrant.core.prefix.PrefixRules;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.sinks.s3.S3Delivery;
import io.hydrant.sinks.s3.S3ObjectOptions;
import io.hydrant.sinks.s3.S3Output;
import io.hydrant.test.chaos.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a partition's values look like as keys in S3 and in a folder; they are whatever somebody wrote into a record. */
@Timeout(180)
class PartitionValuesIT {
    private static final PrefixExpression PREFIX =
            PrefixRules.data("data/!{partitionKeyFromQuery:first}/!{partitionKeyFromLambda:second}/", true);
    private static final PartitionKeys KEYS = PartitionKeys.of(PREFIX);
    private static final String BUCKET = "partition-values";

    /** Values, and where their object is below {@code data/}. */
    private static final Map<List<String>, String> PLACES = places();

    @TempDir
    Path folder;

    private static Map<List<String>, String> places() {
        Map<List<String>, String> places = new LinkedHashMap<>();
        places.put(List.of("plain", "customer=7&x"), "plain/customer=7&x/");
        places.put(List.of("../..", ".."), "%2E%2E/%2E%2E/%2E%2E/");
        places.put(List.of(".", "./x"), "%2E/%2E/x/");
        places.put(List.of("..\\..\\x", "C:\\"), "..%5C..%5Cx/C:%5C/");
        places.put(List.of("/etc/passwd", "a//b"), "etc/passwd/a/b/");
        places.put(List.of("s3a://other/x", "file:/x"), "s3a:/other/x/file:/x/");
        places.put(List.of("\0\t\n", "a\u007fb"), "%00%09%0A/a%7Fb/");
        places.put(List.of("100%", "%2E%2E"), "100%/%2E%2E/");
        places.put(List.of("a?b#c", " a+b "), "a?b#c/ a+b /");
        places.put(List.of("\"quoted\"", "$(x)`y`'z'"), "\"quoted\"/$(x)`y`'z'/");
        places.put(List.of("Zürich", "東京/😀"), "Zürich/東京/😀/");
        places.put(List.of("\ud800x", "y\udfff"), "?x/y?/");
        return places;
    }

    @Test
    void objectsAreWhereS3WouldHaveThemAndNeverOutsideOfTheirBucket() throws Exception {
        try (S3Server s3 = S3Server.start()) {
            ObjectStore bucket = s3.createBucket(BUCKET);
            Path files = folder.resolve("inside");
            deliver(s3, files.toUri(), URI.create("s3a://" + BUCKET));

            assertThat(contents(bucket))
                    .isEqualTo(PLACES.values().stream()
                            .collect(TreeMap::new, (map, place) -> map.put("data/" + place, place), Map::putAll));
            assertThat(contents(files)).isEqualTo(contents(bucket));
            try (Stream<Path> outside = Files.list(folder)) {
                assertThat(outside).containsExactly(files);
            }
        }
    }

    private static void deliver(S3Server s3, URI... buckets) throws Exception {
        Configuration flink = new Configuration();
        flink.setString("s3.endpoint", s3.endpoint().toString());
        flink.setString("s3.endpoint.region", "us-east-1");
        flink.setString("s3.path.style.access", "true");
        flink.setString("s3.access-key", S3Server.ACCESS_KEY);
        flink.setString("s3.secret-key", S3Server.SECRET_KEY);
        flink.setString("s3.attempts.maximum", "2");
        flink.setString("restart-strategy.type", "none");
        flink.setString("pipeline.generic-types", "false");
        FileSystem.initialize(flink, PluginUtils.createPluginManagerFromRootFolder(flink));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, flink);
        for (URI bucket : buckets) {
            S3ObjectOptions options = new S3ObjectOptions(
                    "clicks",
                    bucket,
                    new ObjectKey(PREFIX, "clicks", "1", "", ZoneOffset.UTC),
                    CompressionFormat.UNCOMPRESSED,
                    1,
                    new byte[0],
                    S3Output.DATA,
                    null);
            new S3Delivery(options).attach(env.fromData(BatchTypes.BUFFER, buffers()), bucket.getScheme());
        }
        env.execute();
    }

    /** One object for each partition, which holds the place where it is to be found. */
    private static Buffer[] buffers() {
        List<Buffer> buffers = new ArrayList<>();
        PLACES.forEach((values, place) -> {
            byte[] metadata = KEYS.encode(values.toArray(new String[0]));
            RecordBatch batch = RecordBatch.ofMessage(0, 0, 0, place.getBytes(UTF_8));
            buffers.add(new Buffer(List.of(batch), "", PartitionKeys.partition(metadata, 0, metadata.length)));
        });
        return buffers.toArray(new Buffer[0]);
    }

    private static Map<String, String> contents(ObjectStore bucket) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (String key : bucket.list().keySet()) {
            try (InputStream object = bucket.open(key)) {
                contents.put(prefix(key), new String(object.readAllBytes(), UTF_8));
            }
        }
        return contents;
    }

    private static Map<String, String> contents(Path bucket) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(bucket)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(prefix(bucket.relativize(file).toString()), Files.readString(file));
            }
        }
        return contents;
    }

    private static String prefix(String key) {
        return key.substring(0, key.lastIndexOf('/') + 1);
    }
}
