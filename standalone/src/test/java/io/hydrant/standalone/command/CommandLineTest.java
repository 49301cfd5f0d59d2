package io.hydrant.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.standalone.DataDirectory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            serve --prot 80          | --prot: not an option of 'hydrant serve'; 'hydrant serve --help' lists them
            serve --port 99999       | --port: '99999' is not a TCP port; give a number from 0 (any free one) to 65535
            serve --port -1          | --port: '-1' is not a TCP port; give a number from 0 (any free one) to 65535
            serve --port             | --port: has no value; give --port PORT; 'hydrant serve --help' describes it
            serve extra              | extra: not a command or parameter of 'hydrant serve'; 'hydrant serve --help' lists them
            serve --conf nowhere.yml | --conf: 'nowhere.yml' is not a readable file; give the name of one
            demo --records 0         | --records: '0' is not a number of records; give one from 1 to 100000000
            demo --records many      | --records: 'many' is not a number of records; give one from 1 to 100000000
            job                      | --stream: not given; add --stream FILE; 'hydrant job --help' describes it
            job --stream nowhere     | --stream: 'nowhere' is not a readable file; give the name of one
            gateway --port 80        | --port: not an option of 'hydrant gateway'; 'hydrant gateway --help' lists them
            redrive                  | --stream: not given; add --stream STREAM; 'hydrant redrive --help' describes it
            redrive --since today    | --since: 'today' is no time; give one such as 2026-11-30T16:00:00Z, or a day such as 2026-11-30
            serv                     | serv: not a command or parameter of 'hydrant'; 'hydrant --help' lists them
            """)
    void aWrongCommandLineIsOneLineAndExitCodeTwo(String commandLine, String line) {
        int exitCode = run(commandLine.split(" "));

        assertThat(err).hasToString("hydrant: " + line + System.lineSeparator());
        assertThat(exitCode).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anUnknownMemberOfAConfigurationIsOneLine() throws Exception {
        Path conf = Files.writeString(folder.resolve("hydrant.yaml"), "gateway:\n  prot: 80\n");

        int exitCode = run("serve", "--conf", conf.toString());

        assertThat(err.toString())
                .startsWith("hydrant: ")
                .contains("gateway.prot")
                .hasLineCount(1);
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void anUnknownMemberOfAStreamIsOneLine() throws Exception {
        Path stream = Files.writeString(folder.resolve("stream.json"), "{\"DeliveryStreamNam\": \"clicks\"}");

        int exitCode = run("job", "--stream", stream.toString());

        assertThat(err.toString())
                .startsWith("hydrant: ")
                .contains("DeliveryStreamNam")
                .hasLineCount(1);
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void aDataDirectoryInUseIsOneLine() {
        try (DataDirectory ignored = DataDirectory.open(folder)) {
            int exitCode = run("serve", "--port", "0", "--data", folder.toString());

            assertThat(err)
                    .hasToString("hydrant: dataDirectory: " + folder
                            + " is in use by another Hydrant; stop that one or give another folder"
                            + System.lineSeparator());
            assertThat(exitCode).isEqualTo(2);
        }
    }

    @Test
    void aStreamThatNobodyKnowsIsOneLine() {
        int exitCode = run("redrive", "--stream", "clicks", "--data", folder.toString());

        assertThat(err)
                .hasToString("hydrant: --stream: clicks is neither a file nor a delivery stream of " + folder
                        + "; give the stream's name and the --conf or --data of the service, or its file"
                        + System.lineSeparator());
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void aSecondRedriveOfAStreamIsOneLine() throws Exception {
        Path stream = Files.writeString(folder.resolve("clicks.json"), """
                {"DeliveryStreamName": "clicks", "S3DestinationConfiguration": {
                  "RoleARN": "arn:aws:iam::000000000000:role/test", "BucketARN": "arn:aws:s3:::b"}}
                """);
        try (DataDirectory ignored = DataDirectory.open(folder.resolve("redrive/clicks"))) {
            int exitCode = run("redrive", "--stream", stream.toString(), "--data", folder.toString());

            assertThat(err)
                    .hasToString("hydrant: --stream: another redrive of clicks is running; wait for its end"
                            + System.lineSeparator());
            assertThat(exitCode).isEqualTo(2);
        }
    }

    @Test
    void aDataDirectoryThatKafkaCannotTakeIsOneLine() {
        int exitCode = run("serve", "--data", folder.resolve("a,b").toString());

        assertThat(err.toString())
                .startsWith("hydrant: dataDirectory: ")
                .contains("a,b has a comma")
                .hasLineCount(1);
        assertThat(exitCode).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "serve --help", "demo --help", "job --help", "gateway --help", "redrive --help"})
    void helpIsOnStandardOutput(String commandLine) {
        int exitCode = run(commandLine.split(" "));

        assertThat(out.toString()).contains("Usage: hydrant", "--help");
        assertThat(err.toString()).isEmpty();
        assertThat(exitCode).isZero();
    }

    private int run(String... arguments) {
        return HydrantCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
