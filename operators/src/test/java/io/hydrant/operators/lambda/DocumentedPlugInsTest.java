package io.hydrant.operators.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.prefix.PartitionKeys;
import io.hydrant.core.prefix.PrefixExpression;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.core.transform.RecordTransformer;
import io.hydrant.operators.Batches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plug-ins in docs/transform.md, copied from there and compiled against the plug-in API alone. */
class DocumentedPlugInsTest {
    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?class (\\w+) .*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @BeforeEach
    void compileThem() throws Exception {
        Matcher examples = EXAMPLE.matcher(Files.readString(Path.of("../docs/transform.md")));
        Path api = Path.of(RecordTransformer.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        while (examples.find()) {
            String name = examples.group(2);
            Path source = Files.writeString(folder.resolve(name + ".java"), examples.group(1));
            int result = ToolProvider.getSystemJavaCompiler()
                    .run(null, null, null, "-cp", api.toString(), "-d", folder.toString(), source.toString());
            assertThat(result).as(name).isZero();
            pack(name);
        }
    }

    private void pack(String name) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve(name + ".jar")))) {
            jar.putNextEntry(new JarEntry(name + ".class"));
            jar.write(Files.readAllBytes(folder.resolve(name + ".class")));
            jar.putNextEntry(new JarEntry("META-INF/services/io.hydrant.core.transform.RecordTransformer"));
            jar.write(name.getBytes(UTF_8));
        }
    }

    @Test
    void theFilter() throws Exception {
        Transformed transformed = run("errors", Map.of(), PartitionKeys.NONE, "{\"level\":\"ERROR\"}", "{}");

        assertThat(transformed.batches())
                .extracting(Batches::records)
                .containsExactly(List.of("{\"level\":\"ERROR\"}"));
        assertThat(transformed.failures()).isEmpty();
    }

    @Test
    void theEnrichment() throws Exception {
        Path table = Files.writeString(folder.resolve("table.csv"), "ann,NO\nbob,DE\n");
        PartitionKeys keys = PartitionKeys.of(PrefixExpression.parse("!{partitionKeyFromLambda:country}/"));
        Transformed transformed =
                run("country", Map.of("table", table.toString()), keys, "bob,click", "eve,click", "ann,view");

        RecordBatch batch = transformed.batches().get(0);
        assertThat(Batches.records(batch)).containsExactly("bob,click,DE", "ann,view,NO");
        assertThat(keys.decode(batch.bytes(), batch.metadataStart(0), batch.metadataEnd(0)))
                .containsExactly("DE");
        assertThat(transformed.failures())
                .extracting(FailedRecord::errorMessage)
                .containsExactly("the user has no country");
    }

    @Test
    void theFanOut() throws Exception {
        Transformed transformed = run("lines", Map.of(), PartitionKeys.NONE, "a\nb", "c");

        assertThat(transformed.batches()).extracting(Batches::records).containsExactly(List.of("a", "b", "c"));
    }

    private Transformed run(String plugIn, Map<String, String> settings, PartitionKeys keys, String... records)
            throws Exception {
        try (TransformHarness harness =
                TransformHarness.ofPlugIn(folder, plugIn, settings).keys(keys).open()) {
            harness.add(Batches.of(records));
            return harness.end().get(0);
        }
    }
}
