package io.hydrant.operators.buffer;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.Bundle;
import io.hydrant.core.record.RecordBatch;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.windows.GlobalWindow;
import org.apache.flink.util.Collector;

/** Hands the bundles of a fired window on as one buffer; a buffer without records is not delivered. */
final class BufferFunction implements WindowFunction<Bundle, Buffer, Integer, GlobalWindow> {
    private static final long serialVersionUID = 1L;

    @Override
    public void apply(Integer shard, GlobalWindow window, Iterable<Bundle> bundles, Collector<Buffer> out) {
        List<RecordBatch> batches = new ArrayList<>();
        for (Bundle bundle : bundles) {
            if (bundle.batch().size() > 0) {
                batches.add(bundle.batch());
            }
        }
        if (!batches.isEmpty()) {
            out.collect(new Buffer(batches));
        }
    }
}
