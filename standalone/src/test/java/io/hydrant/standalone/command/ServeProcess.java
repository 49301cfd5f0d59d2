package io.hydrant.standalone.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code hydrant serve} in a JVM of its own, so that a test can end it the way users and power cuts do. */
final class ServeProcess implements AutoCloseable {

    private static final String API = "Firehose API";

    private final Process process;
    private final URI uri;

    private ServeProcess(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** Starts it on free ports and returns when it says that it is ready. */
    static ServeProcess start(Path data, Path conf) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx768m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HydrantCommand.class.getName(),
                        "serve",
                        "--port",
                        "0",
                        "--data",
                        data.toString(),
                        "--conf",
                        conf.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> said = new ArrayList<>();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.add(line);
            if (line.contains(API)) {
                return new ServeProcess(
                        process, URI.create(line.replace(API, "").strip()));
            }
        }
        process.destroyForcibly();
        throw new IllegalStateException("hydrant serve ended: " + said);
    }

    /** Endpoint of its Firehose API. */
    URI uri() {
        return uri;
    }

    /** Ctrl-C; returns when the process has ended. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("hydrant serve does not stop");
        }
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
