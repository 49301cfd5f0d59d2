package io.hydrant.test.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Flink session cluster as people run it: a JobManager and TaskManagers, each a JVM of its own, with Flink's jars on
 * its class path and nothing of Hydrant's. Jobs come as a fat jar.
 */
public final class FlinkCluster implements AutoCloseable {
    /** Jars, by artifact, that a Flink distribution has in its {@code lib} folder, under one name or another. */
    private static final List<String> DISTRIBUTION = List.of(("""
            chill-java flink-annotations flink-clients flink-connector-datagen flink-connector-files flink-core flink-datastream flink-dstl
            flink-file-sink-common flink-hadoop-fs flink-java flink-metrics flink-optimizer flink-queryable-state
            flink-rpc flink-runtime flink-shaded flink-statebackend flink-streaming commons-cli commons-collections
            commons-compress commons-io commons-lang3 commons-math3 commons-text javassist jsr305 kryo minlog
            objenesis log4j- slf4j-api snappy-java lz4-java frocksdbjni snakeyaml-engine""").split("\\s+"));

    /** Packages of java.base that Flink's own start scripts open. */
    private static final List<String> OPENED = List.of(("""
            java.lang java.net java.io java.nio sun.nio.ch java.lang.reflect java.text java.time java.util
            java.util.concurrent java.util.concurrent.atomic java.util.concurrent.locks""").split("\\s+"));

    private static final int SLOTS_EACH = 4;

    private final URI rest;
    private final Path configuration;
    private final Map<String, String> environment;
    private final ChildJvm jobManager;
    private final List<ChildJvm> taskManagers = new ArrayList<>();

    private FlinkCluster(Path folder, int taskManagerCount, Map<String, String> options) {
        List<Integer> ports = FreePort.some(2);
        this.rest = URI.create("http://127.0.0.1:" + ports.get(1));
        this.configuration = folder.resolve("flink-conf");
        this.environment = Map.of(
                "FLINK_CONF_DIR", configuration.toString(),
                "FLINK_PLUGINS_DIR",
                        Repository.target().resolve("flink-plugins").toString());
        Map<String, String> all = new TreeMap<>(defaults(folder, ports));
        all.putAll(options);
        writeConfiguration(all);
        this.jobManager = jvm(
                "jobmanager",
                folder,
                "-Xmx384m",
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint");
        for (int i = 0; i < taskManagerCount; i++) {
            taskManagers.add(jvm(
                    "taskmanager-" + i, folder, "-Xmx640m", "org.apache.flink.runtime.taskexecutor.TaskManagerRunner"));
        }
    }

    /** Starts a cluster whose logs and temporary files go into a folder; returns before it is ready. */
    public static FlinkCluster start(Path folder, int taskManagers, Map<String, String> options) {
        FlinkCluster cluster = new FlinkCluster(folder, taskManagers, options);
        cluster.jobManager.start();
        cluster.taskManagers.forEach(ChildJvm::start);
        return cluster;
    }

    /** Class path of a process that has Flink, but neither Hydrant nor a connector. */
    public static List<String> distribution() {
        Stream<String> jars = ChildJvm.classpath().stream().filter(FlinkCluster::isDistribution);
        return Stream.concat(
                        jars,
                        Stream.of(Repository.target().resolve("test-classes").toString()))
                .toList();
    }

    private static boolean isDistribution(String element) {
        String file = Path.of(element).getFileName().toString();
        return DISTRIBUTION.stream().anyMatch(file::startsWith);
    }

    public URI rest() {
        return rest;
    }

    /** The folder of {@code config.yaml}: what {@code FLINK_CONF_DIR} is for the command line. */
    public Path configuration() {
        return configuration;
    }

    /** What the command line needs in its environment. */
    public Map<String, String> environment() {
        return environment;
    }

    public ChildJvm jobManager() {
        return jobManager;
    }

    public List<ChildJvm> taskManagers() {
        return List.copyOf(taskManagers);
    }

    /** Whether the JobManager answers and knows all TaskManagers. */
    public boolean isReady() {
        return number("/overview", "slots-total") == SLOTS_EACH * taskManagers.size();
    }

    /** Runs {@code flink <arguments>} as a process of its own and returns what it printed. */
    public String flink(Path folder, String... arguments) {
        try (ChildJvm client = new ChildJvm(
                "flink-" + arguments[0],
                folder,
                distribution(),
                jvmArguments("-Xmx256m"),
                environment,
                "org.apache.flink.client.cli.CliFrontend",
                arguments)) {
            return client.run(Duration.ofMinutes(2));
        }
    }

    /** Asks the REST API, and answers an empty text while it is not there. */
    public String get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(rest.resolve(path))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private int number(String path, String field) {
        Matcher matcher = Pattern.compile("\"" + field + "\":(\\d+)").matcher(get(path));
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
    }

    private ChildJvm jvm(String name, Path folder, String heap, String main) {
        return new ChildJvm(
                name,
                folder,
                distribution(),
                jvmArguments(heap),
                environment,
                main,
                "--configDir",
                configuration.toString());
    }

    private static List<String> jvmArguments(String heap) {
        Stream<String> opened = OPENED.stream().map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED");
        return Stream.concat(Stream.of(heap), opened).toList();
    }

    private static Map<String, String> defaults(Path folder, List<Integer> ports) {
        Map<String, String> options = new TreeMap<>();
        options.put("jobmanager.rpc.address", "127.0.0.1");
        options.put("jobmanager.rpc.port", ports.get(0).toString());
        options.put("jobmanager.bind-host", "127.0.0.1");
        options.put("rest.address", "127.0.0.1");
        options.put("rest.bind-address", "127.0.0.1");
        options.put("rest.port", ports.get(1).toString());
        options.put("io.tmp.dirs", folder.resolve("flink-tmp").toString());
        options.put("web.upload.dir", folder.resolve("flink-tmp").toString());
        options.put("taskmanager.bind-host", "127.0.0.1");
        options.put("taskmanager.host", "127.0.0.1");
        options.put("taskmanager.numberOfTaskSlots", Integer.toString(SLOTS_EACH));
        // A job is on all of them, so that each kill hits it.
        options.put("taskmanager.load-balance.mode", "SLOTS");
        // Without Flink's start script nobody works these out of the process size.
        options.put("taskmanager.cpu.cores", "2");
        options.put("taskmanager.memory.task.heap.size", "384m");
        options.put("taskmanager.memory.task.off-heap.size", "0m");
        options.put("taskmanager.memory.framework.heap.size", "128m");
        options.put("taskmanager.memory.framework.off-heap.size", "128m");
        options.put("taskmanager.memory.network.min", "64m");
        options.put("taskmanager.memory.network.max", "64m");
        options.put("taskmanager.memory.managed.size", "32m");
        options.put("taskmanager.memory.jvm-metaspace.size", "256m");
        options.put("taskmanager.memory.jvm-overhead.min", "192m");
        options.put("taskmanager.memory.jvm-overhead.max", "192m");
        // A killed process is noticed soon, and a slow machine is not taken for one.
        options.put("heartbeat.interval", "1 s");
        options.put("heartbeat.timeout", "15 s");
        options.put("slot.request.timeout", "60 s");
        return options;
    }

    private void writeConfiguration(Map<String, String> options) {
        try {
            Files.createDirectories(configuration);
            Files.createDirectories(configuration.resolveSibling("flink-tmp"));
            Files.writeString(
                    configuration.resolve("config.yaml"),
                    options.entrySet().stream()
                            .map(option -> option.getKey() + ": \"" + option.getValue() + "\"\n")
                            .collect(Collectors.joining()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        taskManagers.forEach(ChildJvm::close);
        jobManager.close();
    }
}
