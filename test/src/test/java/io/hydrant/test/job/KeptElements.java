package io.hydrant.test.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.SinkFunction;

/** Keeps what streams of a job in this JVM emit, until it is closed. */
public final class KeptElements implements AutoCloseable {
    private static final Map<String, Queue<Object>> KEPT = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();

    public KeptElements() {
        KEPT.put(name, new ConcurrentLinkedQueue<>());
    }

    /** Keeps the elements of a stream too. */
    @SuppressWarnings("deprecation") // What replaces it needs a class more, for nothing here.
    public void keep(DataStream<?> stream) {
        stream.addSink(new Keep<>(name)).name("Keep");
    }

    /** What came so far. */
    public List<Object> elements() {
        return new ArrayList<>(KEPT.getOrDefault(name, new ConcurrentLinkedQueue<>()));
    }

    @Override
    public void close() {
        KEPT.remove(name);
    }

    @SuppressWarnings("deprecation")
    private record Keep<T>(String name) implements SinkFunction<T> {
        private static final long serialVersionUID = 1;

        @Override
        public void invoke(T value, Context context) {
            Queue<Object> kept = KEPT.get(name);
            if (kept != null) {
                kept.add(value);
            }
        }
    }
}
