package io.hydrant.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.bench.process.ChildJvm;
import io.hydrant.bench.process.Consumption;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs one contestant's job in this JVM, to the end of its records, twice: what is measured is the second time. The records
 * are made in memory, which costs both the same.
 */
public final class TableMain {
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(5);

    private TableMain() {}

    /**
     * Runs it.
     *
     * @param args a {@link TableRun} as JSON
     */
    public static void main(String[] args) throws Exception {
        ChildJvm.endWithParent();
        TableRun run = new ObjectMapper().readValue(args[0], TableRun.class);
        execute(run.beforehand());
        Consumption.Meter meter = new Consumption.Meter();
        execute(run);
        ChildJvm.answer(new TableMeasured(meter.read()));
        System.exit(0);
    }

    private static void execute(TableRun run) throws Exception {
        Configuration configuration = new Configuration()
                .set(CoreOptions.DEFAULT_PARALLELISM, run.parallelism())
                .set(PipelineOptions.OBJECT_REUSE, true)
                .set(RestartStrategyOptions.RESTART_STRATEGY, "none")
                .set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, run.checkpoints())
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        if (run.contestant().isHydrant()) {
            HydrantRows.build(env, run);
        } else {
            SinkRows.build(env, run);
        }
        env.execute();
    }
}
