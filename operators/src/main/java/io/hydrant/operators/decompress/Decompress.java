package io.hydrant.operators.decompress;

import io.hydrant.core.record.BatchRewriter;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.batch.Failures;
import io.hydrant.operators.batch.Processor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * Decompression: makes of each record what was gzipped in it; and CloudWatchLogProcessing: keeps of that only the
 * messages of the log events.
 *
 * <p>A record fails that is not whole gzip, or becomes too large, or is not of CloudWatch Logs where messages are wanted;
 * it is then written as it came, compressed. CloudWatch Logs' probes have no messages and are dropped.
 */
public final class Decompress implements Processor {
    /** What {@code !{firehose:error-output-type}} becomes for records that fail here. */
    public static final String OUTPUT_TYPE = "decompression-failed";

    /** Error code of a record that is not gzip, or not whole. */
    public static final String INVALID_DATA = "Decompression.InvalidData";

    /** Error code of a record that becomes larger than {@link #MAX_RECORD_BYTES}, or its batch than there is room for. */
    public static final String TOO_LARGE = "Decompression.OutputTooLarge";

    /** Error code of a record without the form that CloudWatch Logs gives to its subscribers. */
    public static final String NOT_CLOUDWATCH_LOGS = "CloudWatchLogProcessing.InvalidData";

    /** The largest record that is made, in bytes: a few compressed bytes can stand for millions. */
    public static final int MAX_RECORD_BYTES = 64 << 20;

    /** The largest batch that is made of one batch, in bytes. */
    static final int MAX_BATCH_BYTES = 256 << 20;

    /** Room for a batch that is kept for the next one, in bytes. */
    private static final int KEPT_BYTES = 32 << 20;

    private static final long serialVersionUID = 1L;

    private final boolean extractMessages;
    private final int maxRecordBytes;
    private final int maxBatchBytes;

    private transient @Nullable Work work;

    /** What an instance needs at work. */
    private static final class Work {
        final Gunzip gunzip = new Gunzip();
        final CloudWatchLogs logs = new CloudWatchLogs();
        BatchRewriter rewriter = new BatchRewriter();
        final Counter goodBytes;
        final Counter failedBytes;
        final Counter goodRecords;
        final Counter failedRecords;

        Work(MetricGroup metrics) {
            MetricGroup bytes = metrics.addGroup("OutputDecompressedBytes");
            goodBytes = bytes.counter("Success");
            failedBytes = bytes.counter("Failed");
            MetricGroup records = metrics.addGroup("OutputDecompressedRecords");
            goodRecords = records.counter("Success");
            failedRecords = records.counter("Failed");
        }

        /** Gives memory back that a single large batch needed. */
        void trim() {
            gunzip.trim();
            if (rewriter.payload().length > KEPT_BYTES) {
                rewriter = new BatchRewriter();
            }
        }
    }

    /** @param extractMessages whether only the messages of CloudWatch Logs are kept */
    public Decompress(boolean extractMessages) {
        this(extractMessages, MAX_RECORD_BYTES, MAX_BATCH_BYTES);
    }

    Decompress(boolean extractMessages, int maxRecordBytes, int maxBatchBytes) {
        this.extractMessages = extractMessages;
        this.maxRecordBytes = maxRecordBytes;
        this.maxBatchBytes = maxBatchBytes;
    }

    @Override
    public void open(MetricGroup metrics) {
        work = new Work(metrics);
    }

    @Override
    public RecordBatch process(RecordBatch batch, Failures failures) {
        Work tools = work;
        if (tools == null) {
            throw new IllegalStateException("open comes first");
        }
        tools.rewriter.begin(batch);
        int room = maxBatchBytes;
        for (int i = 0; i < batch.size(); i++) {
            int length =
                    tools.gunzip.inflate(batch.bytes(), batch.start(i), batch.end(i), Math.min(maxRecordBytes, room));
            if (length == Gunzip.INVALID) {
                fail(tools, batch, i, failures, INVALID_DATA, "The record is not valid GZIP data");
            } else if (length == Gunzip.TOO_LARGE) {
                fail(tools, batch, i, failures, TOO_LARGE, "The decompressed record is too large");
            } else if (!add(tools, i, length)) {
                fail(tools, batch, i, failures, NOT_CLOUDWATCH_LOGS, "The record is not a CloudWatch Logs message");
            } else {
                room -= length;
                tools.goodRecords.inc();
                tools.goodBytes.inc(length);
            }
        }
        RecordBatch decompressed = tools.rewriter.finish();
        tools.trim();
        return decompressed;
    }

    /** Adds what was decompressed last; false if messages are wanted and it has not their form. */
    private boolean add(Work tools, int i, int length) {
        if (!extractMessages) {
            tools.rewriter.add(i, tools.gunzip.output(), 0, length);
            return true;
        }
        int at = tools.rewriter.reserve(length);
        int end = tools.logs.messages(tools.gunzip.output(), length, tools.rewriter.payload(), at);
        if (end >= 0) {
            tools.rewriter.endRecord(i, end - at);
        }
        return end != CloudWatchLogs.INVALID;
    }

    private static void fail(Work tools, RecordBatch batch, int i, Failures failures, String code, String message) {
        tools.failedRecords.inc();
        tools.failedBytes.inc(batch.end(i) - batch.start(i));
        failures.fail(batch, i, OUTPUT_TYPE, code, message);
    }

    @Override
    public void close() {
        if (work != null) {
            work.gunzip.close();
            work = null;
        }
    }
}
