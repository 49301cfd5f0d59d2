package io.hydrant.bench.destinations;

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
 * come from memory, so that what is left is the delivery.
 */
public final class SearchMain {
    /** End of the name of the index that the unmeasured documents go to. */
    static final String WARM_UP = "-warm-up";

    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(5);

    private SearchMain() {}

    /**
     * Runs it.
     *
     * @param args a {@link SearchRun} as JSON
     */
    public static void main(String[] args) throws Exception {
        ChildJvm.endWithParent();
        SearchRun run = new ObjectMapper().readValue(args[0], SearchRun.class);
        SampleRecords sample = SampleRecords.of(run.size());
        execute(run, run.index() + WARM_UP);
        Consumption.Meter meter = new Consumption.Meter();
        execute(run, run.index());
        ChildJvm.answer(new SearchMeasured(sample.bytes(run.records()), meter.read()));
        System.exit(0);
    }

    private static void execute(SearchRun run, String index) throws Exception {
        Configuration configuration = new Configuration()
                .set(CoreOptions.DEFAULT_PARALLELISM, run.parallelism())
                .set(PipelineOptions.OBJECT_REUSE, true)
                .set(RestartStrategyOptions.RESTART_STRATEGY, "none")
                .set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, run.checkpoints())
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        switch (run.contestant()) {
            case HYDRANT -> HydrantDocuments.build(env, run, index);
            case CONNECTOR -> ConnectorDocuments.build(env, run, index);
        }
        env.execute();
    }
}
