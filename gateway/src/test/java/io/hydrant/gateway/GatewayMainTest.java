package io.hydrant.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GatewayMainTest {
    @TempDir
    Path folder;

    @Test
    void aWrongOptionOrFileIsOneLineAndStatusTwo() throws IOException {
        assertFails("--port", "--port", "7");
        assertFails("missing.yaml", "--conf", folder.resolve("missing.yaml").toString());
        assertFails("gateway.port", "--conf", file("gateway: {port: 99999}"));
        assertFails("log.bootstrapServers", "--conf", file("flink: {deployer: none}"));
        assertFails("flink.deployer: embedded", "--conf", file("flink: {deployer: embedded}"));
    }

    @Test
    void helpIsShown() {
        StringWriter out = new StringWriter();
        CommandLine command = GatewayMain.commandLine().setOut(new PrintWriter(out));

        assertThat(command.execute("--help")).isZero();
        assertThat(out.toString()).contains("--conf=FILE");
    }

    private static void assertFails(String named, String... args) {
        StringWriter err = new StringWriter();
        CommandLine command = GatewayMain.commandLine().setErr(new PrintWriter(err));

        assertThat(command.execute(args)).isEqualTo(2);
        assertThat(err.toString().strip()).contains(named).hasLineCount(1);
    }

    private String file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("hydrant.yaml"), yaml).toString();
    }
}
