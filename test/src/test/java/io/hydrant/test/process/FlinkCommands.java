package io.hydrant.test.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a user does with delivery jobs by Flink's own command line.
 *
 * @param cluster where the jobs run
 * @param folder for logs and savepoints
 * @param configuration {@code hydrant.yaml}
 */
public record FlinkCommands(FlinkCluster cluster, Path folder, Path configuration) {
    /** {@code flink run <options> hydrant-job.jar --stream <file>}; returns the job's id. */
    public String run(Path stream, String... options) {
        List<String> command = new ArrayList<>(List.of("run", "-d"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                Repository.jobJar().toString(), "--stream", stream.toString(), "--conf", configuration.toString()));
        return find("JobID ([0-9a-f]{32})", cluster.flink(folder, command.toArray(String[]::new)));
    }

    /** {@code flink stop <options>}; returns where the savepoint is. */
    public String stop(String job, String... options) {
        List<String> command = new ArrayList<>(List.of("stop"));
        command.addAll(List.of(options));
        command.addAll(List.of("-p", folder.resolve("savepoints").toUri().toString(), job));
        return find("Path: (\\S+)", cluster.flink(folder, command.toArray(String[]::new)));
    }

    /** Whether all of a job's tasks run. */
    public boolean isRunning(String job) {
        return cluster.get("/jobs/" + job).contains("\"state\":\"RUNNING\"");
    }

    /** How many checkpoints of a job are complete. */
    public long checkpoints(String job) {
        Matcher completed =
                Pattern.compile("\"completed\":(\\d+)").matcher(cluster.get("/jobs/" + job + "/checkpoints"));
        return completed.find() ? Long.parseLong(completed.group(1)) : 0;
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }
}
