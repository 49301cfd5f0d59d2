package io.hydrant.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** kinesalite, the Kinesis server that the tests run against, as a process of its own. Needs Node.js and npm. */
public final class KinesisServer implements AutoCloseable {
    /** Where the tests have what npm installs it by; {@code bench/run} runs at the root of the repository. */
    private static final Path INSTALLER = Path.of("test/src/test/resources/kinesis");

    private static final List<String> FILES = List.of("package.json", "package-lock.json", ".npmrc", "server.js");
    private static final int INSTALL_SECONDS = 120;

    private final Process process;
    private final int port;

    /**
     * Installs and starts it; returns when it takes requests.
     *
     * @param folder for its programs, data and logs
     * @throws IllegalStateException if it does not start
     */
    public KinesisServer(Path folder) {
        try {
            Files.createDirectories(folder);
            for (String file : FILES) {
                Files.copy(INSTALLER.resolve(file), folder.resolve(file));
            }
            install(folder);
            this.process = new ProcessBuilder("node", "server.js", "0", "data")
                    .directory(folder.toFile())
                    .redirectError(folder.resolve("kinesis.log").toFile())
                    .start();
            this.port = port(process.inputReader(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the Kinesis server; it needs Node.js and npm", e);
        }
    }

    private static void install(Path folder) throws IOException {
        Process npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("npm.log").toFile())
                .start();
        try {
            if (!npm.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS) || npm.exitValue() != 0) {
                npm.destroyForcibly();
                throw new IllegalStateException("npm ci failed, see " + folder.resolve("npm.log"));
            }
        } catch (InterruptedException e) {
            npm.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while npm installed the Kinesis server", e);
        }
    }

    private static int port(BufferedReader out) throws IOException {
        String line = out.readLine();
        if (line == null || !line.startsWith("port ")) {
            throw new IllegalStateException("the Kinesis server did not start: " + line);
        }
        return Integer.parseInt(line.substring("port ".length()));
    }

    /** Where the Kinesis API is. */
    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
