package io.hydrant.operators.jq;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.core.jq.JqQuery;
import io.hydrant.core.prefix.PartitionKey;
import io.hydrant.core.prefix.PartitionKey.Namespace;
import io.hydrant.core.prefix.PartitionKeys;
import io.hydrant.core.prefix.PartitionValues;
import io.hydrant.core.record.BatchRewriter;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.Failures;
import io.hydrant.operators.batch.Processor;
import java.util.List;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * MetadataExtraction: finds a record's partition keys with a jq query and keeps them as the record's metadata, beside those
 * that a Lambda function gave it.
 *
 * <p>The query has to give one object whose members are all strings, numbers or booleans, none of them empty; else the
 * record fails. A key that the prefix needs and the query does not give stays unknown.
 */
public final class MetadataExtraction implements Processor {
    /** Error code of a record without keys. */
    public static final String ERROR_CODE = "DynamicPartitioning.MetadataExtractionFailed";

    private static final long serialVersionUID = 1L;
    private static final @Nullable String[] NONE = {};

    private final String query;
    private final PartitionKeys keys;
    private final boolean fastPath;

    private transient @Nullable Work work;
    private transient double lastMillis;

    /** What an instance needs at work. */
    private static final class Work {
        final BatchRewriter rewriter = new BatchRewriter();
        final PartitionValues metadata = new PartitionValues();
        final FoundValues found;
        final LibraryExtractor library;
        final @Nullable PathExtractor paths;

        Work(JqQuery query, List<String> names, boolean fastPath) {
            found = new FoundValues(names);
            library = new LibraryExtractor(query);
            paths = fastPath
                    ? query.simpleMembers()
                            .map(members -> new PathExtractor(members, found))
                            .orElse(null)
                    : null;
        }

        @Nullable
        String extract(byte[] bytes, int from, int to) {
            String failure = paths == null ? PathExtractor.ASK_LIBRARY : paths.extract(bytes, from, to, found);
            return PathExtractor.ASK_LIBRARY.equals(failure) ? library.extract(bytes, from, to, found) : failure;
        }
    }

    /**
     * The step of a stream.
     *
     * @param query jq 1.6
     * @param keys those of the stream's prefix
     * @throws io.hydrant.core.model.FirehoseException if the query is not valid
     */
    public MetadataExtraction(String query, PartitionKeys keys) {
        this(query, keys, true);
    }

    /** @param fastPath whether simple paths are answered without the library */
    public MetadataExtraction(String query, PartitionKeys keys, boolean fastPath) {
        JqQuery.parse(query);
        this.query = query;
        this.keys = keys;
        this.fastPath = fastPath;
    }

    @Override
    public void open(MetricGroup metrics) {
        List<String> names = keys.keys().stream()
                .filter(key -> key.namespace() == Namespace.QUERY)
                .map(PartitionKey::name)
                .toList();
        work = new Work(JqQuery.parse(query), names, fastPath);
        metrics.addGroup("JQProcessing").gauge("Duration", (Gauge<Double>) () -> lastMillis);
    }

    @Override
    public RecordBatch process(RecordBatch batch, Failures failures) {
        Work tools = work;
        if (tools == null) {
            throw new IllegalStateException("open comes first");
        }
        long start = System.nanoTime();
        tools.metadata.clear();
        int failed = 0;
        int[] ends = new int[batch.size()];
        boolean[] good = new boolean[batch.size()];
        for (int i = 0; i < batch.size(); i++) {
            String failure = tools.extract(batch.bytes(), batch.start(i), batch.end(i));
            if (failure == null) {
                good[i] = true;
                write(tools, batch, i);
            } else {
                failed++;
                failures.fail(batch, i, FailedRecord.METADATA_EXTRACTION_FAILED, ERROR_CODE, failure);
            }
            ends[i] = tools.metadata.length();
        }
        RecordBatch result =
                failed == 0 ? batch.withMetadata(ends, tools.metadata.bytes()) : onlyGood(tools, batch, good, ends);
        lastMillis = (System.nanoTime() - start) / 1e6;
        return result;
    }

    private static RecordBatch onlyGood(Work tools, RecordBatch batch, boolean[] good, int[] ends) {
        tools.rewriter.begin(batch);
        for (int i = 0; i < good.length; i++) {
            if (good[i]) {
                int start = i == 0 ? 0 : ends[i - 1];
                tools.rewriter.keep(i);
                tools.rewriter.metadata(tools.metadata.bytes(), start, ends[i] - start);
            }
        }
        return tools.rewriter.finish();
    }

    /** Writes the metadata of a record: what was found in it, and what a Lambda function said before. */
    private void write(Work tools, RecordBatch batch, int i) {
        FoundValues found = tools.found;
        @Nullable
        String[] before = found.size() == keys.keys().size()
                ? NONE
                : keys.decode(batch.bytes(), batch.metadataStart(i), batch.metadataEnd(i));
        int next = 0;
        for (int slot = 0; slot < keys.keys().size(); slot++) {
            if (keys.keys().get(slot).namespace() == Namespace.QUERY) {
                int key = next++;
                if (found.isKnown(key)) {
                    tools.metadata.known(found.bytes(key), found.start(key), found.length(key));
                } else {
                    tools.metadata.unknown();
                }
            } else {
                write(tools.metadata, before[slot]);
            }
        }
    }

    private static void write(PartitionValues metadata, @Nullable String value) {
        if (value == null) {
            metadata.unknown();
        } else {
            byte[] encoded = value.getBytes(UTF_8);
            metadata.known(encoded, 0, encoded.length);
        }
    }

    @Override
    public void close() {
        work = null;
    }
}
