package io.hydrant.test.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.test.process.ChildJvm;
import io.hydrant.test.process.Folders;
import io.hydrant.test.process.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** As many open partitions as are promised, in less memory than is promised, with more records than fit into it. */
class PartitionsIT {
    private static final int PARTITIONS = 10_000;
    private static final int RECORDS = 250_000;
    private static final int RECORD_BYTES = 800;

    @Test
    void tenThousandOpenPartitionsNeedLittleHeap() throws Exception {
        Path folder = Folders.empty(Repository.target().resolve("partitions-it"));
        try (ChildJvm job = new ChildJvm(
                "partitions",
                folder,
                ChildJvm.classpath(),
                List.of("-Xmx160m", "-XX:+ExitOnOutOfMemoryError"),
                Map.of(),
                PartitionsMain.class.getName(),
                folder.toString(),
                Integer.toString(PARTITIONS),
                Integer.toString(RECORDS),
                Integer.toString(RECORD_BYTES))) {
            job.run(Duration.ofMinutes(4));
        }

        Set<Path> partitions = new HashSet<>();
        long bytes = 0;
        try (Stream<Path> files = Files.walk(folder.resolve("objects"))) {
            for (Path object : files.filter(Files::isRegularFile).toList()) {
                // None was delivered before the end of input: all were open at the same time.
                assertThat(partitions.add(object.getParent()))
                        .as(object.toString())
                        .isTrue();
                bytes += Files.size(object);
            }
        }
        assertThat(partitions).hasSize(PARTITIONS);
        assertThat(bytes).isEqualTo((long) RECORDS * RECORD_BYTES);
        Folders.delete(folder);
    }
}
