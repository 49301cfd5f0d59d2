package io.hydrant.test.clients;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * A command line program of the machine, found by its absolute path: what {@code PATH} finds first may be another one.
 *
 * @param command how it starts
 */
record Tool(String... command) {
    private static final int LIMIT_SECONDS = 60;

    /** Debian's {@code awscli}. */
    static Tool aws() throws IOException, InterruptedException {
        return installed("awscli", List.of("/usr/bin/aws", "--version"), "/usr/bin/aws");
    }

    /** Debian's Python, which has Debian's boto3. */
    static Tool pythonWithBoto3() throws IOException, InterruptedException {
        return installed("python3-boto3", List.of("/usr/bin/python3", "-c", "import boto3"), "/usr/bin/python3");
    }

    private static Tool installed(String debianPackage, List<String> check, String... command)
            throws IOException, InterruptedException {
        boolean there = Files.isExecutable(Path.of(check.get(0)))
                && new ProcessBuilder(check)
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
        if (there) {
            return new Tool(command);
        }
        String message = "NOT TESTED with a real client: Debian's package " + debianPackage
                + " is not installed (apt-get install " + debianPackage + ")";
        System.err.println("\n" + "!".repeat(message.length()) + "\n" + message + "\n" + "!".repeat(message.length()));
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(message);
        }
        throw new TestAbortedException(message);
    }

    /** Runs it to its end, in a home of its own. */
    Output run(Path home, List<String> arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(home, "tool", ".out");
        Path err = Files.createTempFile(home, "tool", ".err");
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of(command), arguments.stream()).toList())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("PYTHON"));
        builder.environment()
                .putAll(Map.of(
                        "HOME", home.toString(),
                        "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                        "AWS_SECRET_ACCESS_KEY", "secretExample",
                        "AWS_EC2_METADATA_DISABLED", "true",
                        "AWS_PAGER", ""));
        Process process = builder.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(arguments + " runs for more than " + LIMIT_SECONDS + " s");
        }
        return new Output(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    /** What a run ended with. */
    record Output(int exit, String out, String err) {
        /** Its standard output, once it is known that it went well. */
        String succeeded() {
            if (exit != 0) {
                throw new AssertionError("exit " + exit + ": " + err + out);
            }
            return out;
        }
    }
}
