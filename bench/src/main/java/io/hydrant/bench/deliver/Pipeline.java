package io.hydrant.bench.deliver;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A contestant's job: from a topic to files, exactly once. */
interface Pipeline {
    /** Adds the job to the environment; nothing runs yet. */
    void build(StreamExecutionEnvironment env, DeliveryRun run);
}
