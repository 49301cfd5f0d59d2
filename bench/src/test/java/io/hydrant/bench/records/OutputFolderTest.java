package io.hydrant.bench.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
    @TempDir
    Path folder;

    private Tally expected = Tally.EMPTY;

    @BeforeEach
    void countWhatIsToArrive() {
        Tally.Counter counter = new Tally.Counter();
        for (String record : new String[] {"one\n", "two\n", "three\n"}) {
            counter.add(record.getBytes(UTF_8), 0, record.length());
        }
        expected = counter.tally();
    }

    @Test
    void findsTheSameRecordsInAnyOrderOverPlainAndConcatenatedGzipFiles() throws IOException {
        write("a/plain", "three\n".getBytes(UTF_8));
        write("b/members.gz", concat(gzip("two\n"), gzip("one\n")));

        assertThat(new OutputFolder(folder).tally()).isEqualTo(expected);
    }

    @Test
    void countsTheNewlineThatFlinkSqlAddsAsNoRecord() throws IOException {
        write("part", "one\n\ntwo\n\nthree\n\n".getBytes(UTF_8));

        assertThat(new OutputFolder(folder).tally()).isEqualTo(expected);
    }

    @Test
    void leavesUnpublishedFilesOut() throws IOException {
        write("part", "one\ntwo\nthree\n".getBytes(UTF_8));
        write(".part.inprogress", "one\n".getBytes(UTF_8));

        assertThat(new OutputFolder(folder).tally()).isEqualTo(expected);
    }

    @Test
    void noticesALostADoubledATornAndAChangedRecord() throws IOException {
        for (String wrong : new String[] {
            "one\ntwo\n", "one\ntwo\nthree\ntwo\n", "one\ntwo\nthre", "one\ntwo\nthrex\n", "one\none\nthree\n"
        }) {
            write("part", wrong.getBytes(UTF_8));

            assertThat(new OutputFolder(folder).tally()).as(wrong).isNotEqualTo(expected);
        }
    }

    @Test
    void deletesTheFolderWithAllThatIsInIt() throws IOException {
        write("a/b/part", new byte[1]);

        new OutputFolder(folder.resolve("a")).delete();

        assertThat(folder.resolve("a")).doesNotExist();
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(first);
        bytes.writeBytes(second);
        return bytes.toByteArray();
    }
}
