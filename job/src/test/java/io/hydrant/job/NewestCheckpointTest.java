package io.hydrant.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewestCheckpointTest {
    @TempDir
    Path folder;

    @Test
    void aStreamThatNeverRanHasNone() {
        assertThat(newest("no/such/folder")).isNull();
        assertThat(newest("")).isNull();
    }

    @Test
    void theHighestNumberOfAllJobsWins() throws IOException {
        checkpoint("job1/chk-9");
        checkpoint("job2/chk-10");
        checkpoint("job3/chk-2");

        assertThat(newest("")).endsWith("job2/chk-10");
    }

    @Test
    void aCheckpointWithoutMetadataWasNotFinished() throws IOException {
        checkpoint("job1/chk-9");
        Files.createDirectories(folder.resolve("job1/chk-11"));

        assertThat(newest("")).endsWith("job1/chk-9");
    }

    @Test
    void otherFoldersAreLeftAlone() throws IOException {
        checkpoint("job1/chk-x");
        checkpoint("job1/shared");
        checkpoint("job1/taskowned");

        assertThat(newest("")).isNull();
    }

    private void checkpoint(String path) throws IOException {
        Files.createDirectories(folder.resolve(path));
        Files.writeString(folder.resolve(path).resolve("_metadata"), "x");
    }

    private String newest(String path) {
        return NewestCheckpoint.in(
                        new org.apache.flink.core.fs.Path(folder.resolve(path).toUri()))
                .map(state -> state.path().toString())
                .orElse(null);
    }
}
