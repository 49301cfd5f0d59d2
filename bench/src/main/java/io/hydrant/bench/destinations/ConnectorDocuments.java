package io.hydrant.bench.destinations;

import java.net.URI;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.opensearch.sink.Opensearch2SinkBuilder;
import org.apache.flink.connector.opensearch.sink.OpensearchEmitter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.http.HttpHost;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.common.xcontent.XContentType;

/** The job that one would write with Flink's own sink: requests of the same size, ids of the same kind, at least once. */
final class ConnectorDocuments {
    private ConnectorDocuments() {}

    static void build(StreamExecutionEnvironment env, SearchRun run, String index) {
        int size = run.size();
        DataStream<Long> numbers = env.fromSequence(0, run.records() - 1);
        OpensearchEmitter<Long> emitter = (number, context, indexer) -> indexer.add(new IndexRequest(index)
                .id("bench.0." + Long.toHexString(number))
                .source(SampleRecords.of(size).get(number), XContentType.JSON));
        numbers.sinkTo(new Opensearch2SinkBuilder<Long>()
                .setHosts(HttpHost.create(URI.create(run.endpoint()).toString()))
                .setEmitter(emitter)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setBulkFlushMaxActions(-1)
                .setBulkFlushMaxSizeMb(run.batchMegabytes())
                .build());
    }
}
