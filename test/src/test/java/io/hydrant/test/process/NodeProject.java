package io.hydrant.test.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/**
 * Node.js programs that tests run against. They are installed from npm into the build folder when they are first needed, as
 * their lock file says; without Node.js the test is skipped loudly, or fails in CI.
 */
public final class NodeProject {
    private static final int INSTALL_SECONDS = 300;

    private NodeProject() {}

    /**
     * Puts the files there, which may have changed, and installs what they need if it is not there yet.
     *
     * @param resources folder of test resources, and name of the folder
     * @param files in it, package.json and package-lock.json among them
     * @param needed a package that is there once all are
     * @return the folder
     */
    public static synchronized Path install(String resources, List<String> files, String needed)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Repository.target().resolve(resources));
        // Tests run in two JVMs.
        try (FileChannel lock =
                        FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock.lock()) {
            return installLocked(folder, resources, files, needed);
        }
    }

    private static Path installLocked(Path folder, String resources, List<String> files, String needed)
            throws IOException, InterruptedException {
        for (String file : files) {
            String name = "/" + resources + "/" + file;
            try (InputStream in = Objects.requireNonNull(NodeProject.class.getResourceAsStream(name), name)) {
                Files.copy(in, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        // npm writes this file last of all.
        if (Files.exists(folder.resolve("node_modules/.package-lock.json"))
                && Files.exists(folder.resolve("node_modules").resolve(needed))) {
            return folder;
        }
        if (!works("node", "--version") || !works("npm", "--version")) {
            skip(resources);
        }
        Path log = folder.resolve("npm.log");
        Process npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!npm.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS) || npm.exitValue() != 0) {
            npm.destroyForcibly();
            throw new AssertionError("npm ci failed: " + Files.readString(log));
        }
        return folder;
    }

    private static boolean works(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void skip(String what) {
        String message = "NOT TESTED with a real server (" + what
                + "): Debian's packages nodejs and npm are not installed (apt-get install nodejs npm)";
        System.err.println("\n" + "!".repeat(message.length()) + "\n" + message + "\n" + "!".repeat(message.length()));
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(message);
        }
        throw new TestAbortedException(message);
    }
}
