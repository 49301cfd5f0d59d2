package io.hydrant.job.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.core.definition.CompressionFormat;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Objects of all compressions, of which only the bytes are known. */
class ObjectContentsTest {
    /** Large enough for several members of gzip and blocks of Snappy. */
    private static final String LINE = ErrorFiles.line("Lambda.FunctionError", "x".repeat(300_000));

    @ParameterizedTest
    @EnumSource
    void whatIsCompressedIsReadToItsEnd(CompressionFormat format) throws Exception {
        byte[] object = ErrorFiles.encode(format, LINE, "{\"a\": 1}\n", LINE);

        try (InputStream contents = ObjectContents.decompressed(remote(object))) {
            assertThat(new String(contents.readAllBytes(), UTF_8)).isEqualTo(LINE + "{\"a\": 1}\n" + LINE);
        }
    }

    @Test
    void anEmptyObjectHasNoLines() throws Exception {
        assertThat(ObjectContents.decompressed(remote(new byte[0])).readAllBytes())
                .isEmpty();
    }

    @Test
    void somethingElseIsRefusedBeforeMemoryIsTakenForIt() {
        byte[] parquet = "PAR1 and what it says of itself".getBytes(UTF_8);

        assertThatThrownBy(() -> ObjectContents.decompressed(remote(parquet)).readAllBytes())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not compressed with Snappy");
    }

    /** A stream that never says that there is more, as those of remote objects do. */
    private static InputStream remote(byte[] object) {
        return new BufferedInputStream(
                new ByteArrayInputStream(object) {
                    @Override
                    public synchronized int available() {
                        return 0;
                    }
                },
                64);
    }
}
