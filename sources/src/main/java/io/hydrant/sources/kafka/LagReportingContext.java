package io.hydrant.sources.kafka;

import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.OperatorIOMetricGroup;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.runtime.metrics.groups.ProxyMetricGroup;
import org.apache.flink.util.UserCodeClassLoader;

/**
 * Shows what Flink's Kafka reader knows of its lag under Firehose's name too: as {@code KafkaOffsetLag}, messages between
 * the reader's positions and the ends of its partitions. The gauge appears with the first message that is read.
 */
final class LagReportingContext implements SourceReaderContext {
    private final SourceReaderContext context;
    private final SourceReaderMetricGroup metrics;

    LagReportingContext(SourceReaderContext context) {
        this.context = context;
        this.metrics = new Metrics(context.metricGroup());
    }

    @Override
    public SourceReaderMetricGroup metricGroup() {
        return metrics;
    }

    @Override
    public Configuration getConfiguration() {
        return context.getConfiguration();
    }

    @Override
    public String getLocalHostName() {
        return context.getLocalHostName();
    }

    @Override
    public int getIndexOfSubtask() {
        return context.getIndexOfSubtask();
    }

    @Override
    public void sendSplitRequest() {
        context.sendSplitRequest();
    }

    @Override
    public void sendSourceEventToCoordinator(SourceEvent event) {
        context.sendSourceEventToCoordinator(event);
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
        return context.getUserCodeClassLoader();
    }

    @Override
    public int currentParallelism() {
        return context.currentParallelism();
    }

    private static final class Metrics extends ProxyMetricGroup<SourceReaderMetricGroup>
            implements SourceReaderMetricGroup {

        Metrics(SourceReaderMetricGroup group) {
            super(group);
        }

        @Override
        public void setPendingRecordsGauge(Gauge<Long> lag) {
            parentMetricGroup.setPendingRecordsGauge(lag);
            parentMetricGroup.gauge("KafkaOffsetLag", lag);
        }

        @Override
        public void setPendingBytesGauge(Gauge<Long> bytes) {
            parentMetricGroup.setPendingBytesGauge(bytes);
        }

        @Override
        public Counter getNumRecordsInErrorsCounter() {
            return parentMetricGroup.getNumRecordsInErrorsCounter();
        }

        @Override
        public OperatorIOMetricGroup getIOMetricGroup() {
            return parentMetricGroup.getIOMetricGroup();
        }
    }
}
