package io.hydrant.core.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How delivery jobs run.
 *
 * @param deployer who starts jobs: {@code embedded} (the MiniCluster of {@code hydrant serve}, the default there),
 *     {@code session} (a Flink session cluster, over its REST API) or {@code none} (you do)
 * @param restUrl REST address of the session cluster
 * @param jobJar path of {@code hydrant-job.jar} for the session cluster
 * @param restPort port of the embedded cluster's web UI; default 8081, 0 for any free one
 * @param parallelism subtasks per job; default 2
 * @param checkpointInterval time between checkpoints, and so the least delay of exactly-once objects; default 5 s
 * @param checkpointDirectory URI under which checkpoints are kept; left out, in the data directory
 * @param gzipLevel deflate level of GZIP and ZIP objects, 1 (fastest) to 9; default 1
 * @param options further Flink options, as in Flink's own configuration file
 */
public record FlinkConfig(
        @Nullable String deployer,
        @Nullable String restUrl,
        @Nullable String jobJar,
        int restPort,
        int parallelism,
        Duration checkpointInterval,
        @Nullable String checkpointDirectory,
        int gzipLevel,
        Map<String, String> options) {

    /**
     * Folder beside a stream's checkpoints in which the savepoint of its drain is. Whoever drains puts it there, a job
     * that starts looks there too.
     */
    public static final String DRAIN_FOLDER = "drain";

    /** The version of a stream that was never updated. */
    private static final long FIRST_VERSION = 1;

    private static final List<String> DEPLOYERS = List.of("embedded", "session", "none");

    static final FlinkConfig DEFAULT = new FlinkConfig(null, null, null, null, null, null, null, null, null);

    /** Compact form: all members are there. */
    public FlinkConfig {
        Check.oneOf("flink.deployer", deployer, DEPLOYERS);
        Check.httpUrl("flink.restUrl", restUrl);
        Check.notBlank("flink.jobJar", jobJar);
        Check.range("flink.restPort", restPort, 0, HydrantConfig.MAX_PORT);
        Check.range("flink.parallelism", parallelism, 1, 32_768);
        Check.range("flink.checkpointInterval", checkpointInterval, Duration.ofMillis(10), Duration.ofHours(1));
        Check.notBlank("flink.checkpointDirectory", checkpointDirectory);
        Check.range("flink.gzipLevel", gzipLevel, 1, 9);
        options = Map.copyOf(options);
        if ("session".equals(deployer)) {
            needed("flink.restUrl", restUrl);
            needed("flink.jobJar", jobJar);
        }
    }

    /**
     * Folder of the checkpoints of one version of a stream, and of its drain.
     *
     * @param streamFolder the stream's own, in which the first version's are
     */
    public static String versionFolder(String streamFolder, long version) {
        return version <= FIRST_VERSION ? streamFolder : streamFolder + "/v" + version;
    }

    private static void needed(String path, @Nullable String value) {
        if (value == null) {
            throw new InvalidConfigurationException(path + ": is missing; flink.deployer session needs it");
        }
    }

    public FlinkConfig(
            @Nullable String deployer,
            @Nullable String restUrl,
            @Nullable String jobJar,
            @Nullable Integer restPort,
            @Nullable Integer parallelism,
            @Nullable Duration checkpointInterval,
            @Nullable String checkpointDirectory,
            @Nullable Integer gzipLevel,
            @Nullable Map<String, String> options) {
        this(
                deployer,
                restUrl,
                jobJar,
                restPort == null ? 8081 : restPort.intValue(),
                parallelism == null ? 2 : parallelism.intValue(),
                checkpointInterval == null ? Duration.ofSeconds(5) : checkpointInterval,
                checkpointDirectory,
                gzipLevel == null ? 1 : gzipLevel.intValue(),
                options == null ? Map.of() : Map.copyOf(options));
    }
}
