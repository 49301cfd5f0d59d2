package io.hydrant.operators.partition;

import static io.hydrant.operators.partition.PartitionedBatches.customer;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.config.PartitioningConfig;
import io.hydrant.core.definition.BufferingHints;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.record.RecordBatch;
import io.hydrant.operators.Batches;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.operators.partition.Partitioning.Partitioned;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Partitioning as a job has it, in two subtasks, from records that both of them read to what leaves at the end of input. */
@Timeout(120)
class PartitioningTest {
    private static final int BATCHES = 2000;
    private static final int CUSTOMERS = 1000;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path folder;

    @ParameterizedTest(name = "limit {0}, {1}, state in {2}")
    @CsvSource({
        "1000, fail, hashmap",
        "1000, fail, rocksdb",
        "33, fail, hashmap",
        "33, flush-oldest, rocksdb",
    })
    void eachRecordIsInItsPartitionOrAmongTheFailures(int limit, String spill, String backend) throws Exception {
        List<Buffer> buffers = new ArrayList<>();
        List<FailedRecord> failures = new ArrayList<>();
        run(new PartitioningConfig(limit, spill), backend, buffers, failures);

        List<String> delivered = new ArrayList<>();
        Set<String> partitions = new HashSet<>();
        for (Buffer buffer : buffers) {
            String customer = customer(buffer.partition());
            partitions.add(customer);
            List<String> records = Batches.records(buffer);
            assertThat(records).allMatch(record -> record.startsWith(customer + ":"));
            delivered.addAll(records);
        }
        failures.forEach(failed -> delivered.add(new String(failed.rawData(), StandardCharsets.UTF_8)));
        assertThat(delivered).containsExactlyInAnyOrderElementsOf(allRecords());
        if (spill.equals("flush-oldest")) {
            assertThat(failures).isEmpty();
            assertThat(partitions).hasSize(CUSTOMERS);
        } else {
            // None is delivered before the end of input. The subtask that sees it first then gives back what it had.
            assertThat(partitions).hasSizeBetween(limit, limit == CUSTOMERS ? limit : 2 * limit);
            assertThat(buffers).hasSameSizeAs(partitions);
            assertThat(failures).hasSize(limit == CUSTOMERS ? 0 : allRecords().size() - delivered(buffers));
        }
    }

    private static int delivered(List<Buffer> buffers) {
        return buffers.stream().mapToInt(buffer -> (int) buffer.recordCount()).sum();
    }

    private void run(PartitioningConfig config, String backend, List<Buffer> buffers, List<FailedRecord> failures)
            throws Exception {
        Configuration flink = new Configuration();
        flink.setString("state.backend.type", backend);
        flink.setString("execution.checkpointing.interval", "100 ms");
        flink.setString("execution.checkpointing.dir", folder.toUri().toString());
        flink.setString("pipeline.generic-types", "false");
        flink.setString("pipeline.object-reuse", "true");
        flink.setString("parallelism.default", "2");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.configure(flink);
        DataStream<RecordBatch> batches = env.fromSequence(0, BATCHES - 1)
                .map(number -> PartitionedBatches.of(records(number.intValue())), BatchTypes.RECORD_BATCH);
        Partitioned partitioned = new Partitioning(
                        PartitionedBatches.KEYS, PartitionedBatches.OBJECT_KEY, new BufferingHints(64, 900), config)
                .attach(batches, "bundle", "buffer");
        CloseableIterator<Buffer> deliveredBuffers = partitioned.buffers().collectAsync();
        CloseableIterator<FailedRecord> failedRecords = partitioned.failures().collectAsync();
        JobClient job = env.executeAsync();
        deliveredBuffers.forEachRemaining(buffers::add);
        failedRecords.forEachRemaining(failures::add);
        job.getJobExecutionResult().get();
    }

    private static String[] records(int batch) {
        return IntStream.range(0, 5)
                .mapToObj(i -> "customer " + (7 * batch + i) % CUSTOMERS + ":" + batch + "-" + i)
                .toArray(String[]::new);
    }

    private static List<String> allRecords() {
        List<String> all = new ArrayList<>();
        IntStream.range(0, BATCHES).forEach(batch -> all.addAll(List.of(records(batch))));
        return all;
    }
}
