package io.hydrant.bench.ingest;

import io.hydrant.bench.process.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kafka's own producer performance tool in a JVM of its own. */
final class ProducerRun {
    private static final String TOOL = "org.apache.kafka.tools.ProducerPerformance";
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Pattern SUMMARY = Pattern.compile(
            "(\\d+) records sent, ([0-9.]+) records/sec .* (\\d+) ms 50th, \\d+ ms 95th, (\\d+) ms 99th");

    private ProducerRun() {}

    /**
     * What the tool found out.
     *
     * @param records sent and acknowledged
     * @param recordsPerSecond by its own clock
     * @param p50Millis median time from send to acknowledgement
     * @param p99Millis 99th percentile of the same
     */
    record Summary(long records, double recordsPerSecond, double p50Millis, double p99Millis) {}

    /**
     * Runs it.
     *
     * @param payloads file with a record per line, of which it sends some at random
     * @param recordsPerSecond -1 for as many as go
     * @param settings of the producer
     */
    static Summary run(
            Path folder,
            String topic,
            Path payloads,
            long records,
            long recordsPerSecond,
            Map<String, String> settings) {
        List<String> args = new ArrayList<>(List.of(
                "--topic",
                topic,
                "--num-records",
                Long.toString(records),
                "--payload-file",
                payloads.toString(),
                "--throughput",
                Long.toString(recordsPerSecond),
                "--producer-props"));
        settings.forEach((key, value) -> args.add(key + "=" + value));
        try (ChildJvm jvm = ChildJvm.start(folder, "producer", List.of("-Xmx1g"), TOOL, args.toArray(String[]::new))) {
            return summary(jvm.awaitOutput(LIMIT));
        }
    }

    /** Reads the last line that the tool prints. */
    static Summary summary(String output) {
        Matcher found = SUMMARY.matcher(output);
        if (!found.find()) {
            throw new IllegalStateException(
                    String.format(Locale.ROOT, "the producer tool printed no summary but: %s", output));
        }
        return new Summary(
                Long.parseLong(found.group(1)),
                Double.parseDouble(found.group(2)),
                Double.parseDouble(found.group(3)),
                Double.parseDouble(found.group(4)));
    }
}
