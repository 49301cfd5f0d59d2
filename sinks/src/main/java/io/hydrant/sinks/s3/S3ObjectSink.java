package io.hydrant.sinks.s3;

import io.hydrant.core.record.Buffer;
import java.io.IOException;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.MetricGroup;

/** Flink's view of S3 delivery: a writer and a committer, with objects that wait to be published between them. */
final class S3ObjectSink implements Sink<Buffer>, SupportsCommitter<S3Committable> {
    private static final long serialVersionUID = 1L;

    private final S3ObjectOptions options;

    S3ObjectSink(S3ObjectOptions options) {
        this.options = options;
    }

    @Override
    public CommittingSinkWriter<Buffer, S3Committable> createWriter(WriterInitContext context) throws IOException {
        MetricGroup group = context.metricGroup().addGroup(options.output().metricGroup());
        return new S3ObjectWriter(options, failures(group), group);
    }

    @Override
    @SuppressWarnings({"deprecation", "InlineMeSuggester"}) // Flink 1.20 still declares it beside its successor
    public CommittingSinkWriter<Buffer, S3Committable> createWriter(InitContext context) {
        throw new UnsupportedOperationException("Flink 1.20 calls createWriter(WriterInitContext)");
    }

    @Override
    public Committer<S3Committable> createCommitter(CommitterInitContext context) {
        MetricGroup group = context.metricGroup().addGroup(options.output().metricGroup());
        return new S3Committer(group, failures(group));
    }

    private OutputFailures failures(MetricGroup group) {
        return OutputFailures.of(options.output(), options.stream(), group);
    }

    @Override
    public SimpleVersionedSerializer<S3Committable> getCommittableSerializer() {
        return new S3CommittableSerializer();
    }
}
