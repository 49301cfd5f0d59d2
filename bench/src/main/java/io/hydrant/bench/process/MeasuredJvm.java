package io.hydrant.bench.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs what is measured, each time in a fresh JVM with the same options. */
public final class MeasuredJvm implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RUN_MINUTES = 15;
    private static final Duration RUN_LIMIT = Duration.ofMinutes(RUN_MINUTES);

    private final Path work;
    private final String heap;
    private final @Nullable MemoryReserve reserve;

    /** @param work where logs go */
    public MeasuredJvm(Path work, JobOptions options) {
        this.work = work;
        this.heap = options.heap();
        this.reserve = options.holdMemory() ? new MemoryReserve() : null;
    }

    /**
     * Runs a main class.
     *
     * @param main answers with {@link ChildJvm#answer}
     * @param run its only argument, as JSON
     * @param moreOptions of the JVM
     * @return the answer
     * @throws IllegalStateException if it failed, or took more than {@value #RUN_MINUTES} minutes
     */
    public <T> T run(Class<?> main, Object run, Class<T> answerType, List<String> moreOptions) {
        if (reserve != null) {
            reserve.refill();
        }
        // The whole heap is there from the start, so that nobody pays for growing it.
        List<String> options =
                new ArrayList<>(List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+AlwaysPreTouch", "-XX:+UseG1GC"));
        options.addAll(moreOptions);
        try (ChildJvm jvm = ChildJvm.start(work, "measured", options, main.getName(), JSON.writeValueAsString(run))) {
            return JSON.treeToValue(jvm.awaitAnswer(RUN_LIMIT), answerType);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the answer is not what was asked for", e);
        }
    }

    @Override
    public void close() {
        if (reserve != null) {
            reserve.close();
        }
    }
}
