package io.hydrant.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class DemoCommandTest {

    private static final Pattern FOLDER = Pattern.compile("Data +(\\S.*)");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void theDemoVerifiesEveryRecordAndLeavesNothingBehind() {
        int exitCode = run("demo", "--records", "2000");

        assertThat(exitCode).as("%s%n%s", out, err).isZero();
        assertThat(out.toString())
                .contains("put 2,000 of 2,000 records", "delivered 2,000")
                .contains("Verified: each of the 2,000 records is in exactly one of ")
                .containsPattern("\\d+ bytes +\\S+ records +\\S+\\.gz")
                .containsPattern("Done after \\d+\\.\\d s");
        Matcher data = FOLDER.matcher(out.toString());
        assertThat(data.find()).isTrue();
        assertThat(Path.of(data.group(1))).doesNotExist();
    }

    @Test
    void theDemoRunsTwiceInOneFolder() {
        int first = run("demo", "--records", "501", "--data", folder.toString());
        int second = run("demo", "--records", "1", "--data", folder.toString());

        assertThat(first).as("%s%n%s", out, err).isZero();
        assertThat(second).as("%s%n%s", out, err).isZero();
        assertThat(out.toString()).contains("each of the 501 records", "each of the 1 records");
        assertThat(folder.resolve("s3/hydrant-demo")).isDirectory();
    }

    private int run(String... arguments) {
        return HydrantCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
