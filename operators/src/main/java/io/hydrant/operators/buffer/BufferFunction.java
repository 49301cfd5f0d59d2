package io.hydrant.operators.buffer;

import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.Bundle;
import io.hydrant.core.record.RecordBatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.windows.GlobalWindow;
import org.apache.flink.util.Collector;

/**
 * Hands the bundles of a fired window on as one buffer, those of an error output as one for each error output type; a
 * buffer without records is not delivered.
 */
final class BufferFunction implements WindowFunction<Bundle, Buffer, Integer, GlobalWindow> {
    private static final long serialVersionUID = 1L;

    @Override
    public void apply(Integer shard, GlobalWindow window, Iterable<Bundle> bundles, Collector<Buffer> out) {
        Map<String, List<RecordBatch>> batches = new LinkedHashMap<>();
        for (Bundle bundle : bundles) {
            if (bundle.batch().size() > 0) {
                batches.computeIfAbsent(bundle.errorOutputType(), type -> new ArrayList<>())
                        .add(bundle.batch());
            }
        }
        batches.forEach((errorOutputType, buffered) -> out.collect(new Buffer(buffered, errorOutputType)));
    }
}
