package io.hydrant.bench.destinations;

import io.hydrant.bench.process.JobOptions;
import io.hydrant.bench.process.MeasuredJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The server and the runs: every contestant in a fresh JVM, every document counted.
 *
 * <pre>
 *  contestant's JVM (measured): records in memory -> job -> OpenSearch, in a process of its own <- this JVM counts
 * </pre>
 */
final class SearchBench implements AutoCloseable {
    private final Path work;
    private final JobOptions options;
    private final int batchMegabytes;
    private final SearchServer server;
    private final MeasuredJvm jvms;

    /** @param work folder for everything */
    SearchBench(Path work, JobOptions options, int batchMegabytes) {
        this.work = work;
        this.options = options;
        this.batchMegabytes = batchMegabytes;
        this.server = new SearchServer(work.resolve("search"));
        this.jvms = new MeasuredJvm(work, options);
    }

    /**
     * Runs one contestant.
     *
     * @param records a multiple of 500
     * @throws IllegalStateException if it failed, or if the index does not hold every document once
     */
    SearchOutcome run(SearchContestant contestant, long records, int size, int round) {
        String index = "%s-%d-%d".formatted(contestant, size, round).toLowerCase(Locale.ROOT);
        SearchRun run = new SearchRun(
                contestant,
                server.endpoint(),
                index,
                records,
                size,
                batchMegabytes,
                options.parallelism(),
                work.resolve("checkpoints").toUri().toString());
        try {
            server.create(index);
            server.create(index + SearchMain.WARM_UP);
            SearchMeasured measured = jvms.run(SearchMain.class, run, SearchMeasured.class, List.of());
            long documents = server.count(index);
            if (documents != records) {
                throw new IllegalStateException(
                        contestant.label() + " delivered " + documents + " documents of " + records + " records");
            }
            server.delete(index);
            server.delete(index + SearchMain.WARM_UP);
            return new SearchOutcome(size, contestant, round, records, measured);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot ask OpenSearch", e);
        }
    }

    @Override
    public void close() {
        jvms.close();
        server.close();
    }
}
