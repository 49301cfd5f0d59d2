package io.hydrant.test.lambda;

import static org.awaitility.Awaitility.await;

import io.hydrant.test.process.FreePort;
import io.hydrant.test.process.NodeProject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** serverless-offline, a Lambda service for Node.js, as a process, with the functions of {@code resources/lambda}. */
final class LambdaServer implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final List<String> FILES =
            List.of("package.json", "package-lock.json", ".npmrc", "serverless.yml", "functions.js", "blueprints.js");

    private final Process process;
    private final int port;

    private LambdaServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Installs it if need be and starts it; returns when it takes requests. Its log is in the folder. */
    static LambdaServer start(Path folder) throws IOException, InterruptedException {
        Path installed = NodeProject.install("lambda", FILES, "serverless-offline");
        int port = FreePort.one();
        ProcessBuilder node = new ProcessBuilder(
                        "node",
                        "node_modules/serverless/bin/serverless.js",
                        "offline",
                        "start",
                        "--host",
                        "127.0.0.1",
                        "--lambdaPort",
                        Integer.toString(port))
                .directory(installed.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("lambda.log").toFile());
        node.environment()
                .putAll(Map.of(
                        "SLS_TELEMETRY_DISABLED", "1",
                        "SLS_NOTIFICATIONS_MODE", "off",
                        "AWS_ACCESS_KEY_ID", "key",
                        "AWS_SECRET_ACCESS_KEY", "secret"));
        Process process = node.start();
        try {
            await().atMost(START_LIMIT)
                    .failFast("it runs", () -> !process.isAlive())
                    .until(() -> listens(port));
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
        return new LambdaServer(process, port);
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** ARN of a function. */
    static String arn(String function) {
        return "arn:aws:lambda:us-east-1:000000000000:function:" + function;
    }

    /** Of the Lambda API. */
    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** Where a function alone is. */
    String url(String function) {
        return endpoint() + "/2015-03-31/functions/" + arn(function) + "/invocations";
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
