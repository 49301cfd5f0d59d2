package io.hydrant.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveredTest {

    private final Events events = new Events(Instant.parse("2026-03-01T12:00:00Z"));

    @TempDir
    Path bucket;

    @Test
    void eachEventInOneObjectIsExactlyOnce() throws IOException {
        object("2026/03/01/12/a.gz", events.event(0), events.event(2));
        object("2026/03/01/12/b.gz", events.event(1));

        Delivered delivered = Delivered.read(bucket, events, 3);

        assertThat(delivered.exactlyOnce()).isTrue();
        assertThat(delivered.objects())
                .extracting(Delivered.DeliveredObject::key, Delivered.DeliveredObject::records)
                .containsExactly(tuple("2026/03/01/12/a.gz", 2L), tuple("2026/03/01/12/b.gz", 1L));
    }

    @Test
    void missingRepeatedAndUnknownRecordsAreToldApart() throws IOException {
        byte[] changed = events.event(3);
        changed[changed.length - 4] ^= 1;
        object("a.gz", events.event(0), events.event(0), events.event(4), changed);
        object("b.gz", events.event(1), events.event(1), "not ours\n".getBytes(StandardCharsets.UTF_8));

        Delivered delivered = Delivered.read(bucket, events, 4);

        assertThat(delivered.exactlyOnce()).isFalse();
        assertThat(delivered.missing()).containsExactly(2L, 3L);
        assertThat(delivered.repeated()).containsExactly(0L, 1L);
        assertThat(delivered.unknown()).hasSize(3);
    }

    @Test
    void whatIsNotPublishedDoesNotCount() throws IOException {
        object(".a.gz.inprogress.1", events.event(0));

        assertThat(Delivered.read(bucket, events, 1).missing()).containsExactly(0L);
    }

    private void object(String key, byte[]... lines) throws IOException {
        Path file = bucket.resolve(key);
        Files.createDirectories(file.getParent());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (byte[] line : lines) {
                out.write(line);
            }
        }
    }
}
