package io.hydrant.bench.convert;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hydrant.bench.deliver.DeliveryRun;
import io.hydrant.bench.process.ChildJvm;
import io.hydrant.bench.process.Consumption;
import io.hydrant.core.format.JsonReading;
import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType.Primitive;
import io.hydrant.core.schema.TableSchema;
import io.hydrant.operators.convert.json.JsonRowReader;
import io.hydrant.operators.convert.rows.ConversionFailure;
import io.hydrant.operators.convert.rows.RowWriter;
import io.hydrant.operators.convert.rows.Rows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs one step in this JVM, by one thread: an object of 64 MiB of events again and again. No Kafka, no job, no file. */
public final class StepMain {
    private static final long OBJECT_BYTES = 64 << 20;

    private final List<byte[]> events = new ArrayList<>();
    private final TableSchema schema;
    private final StepRun run;
    private final JsonRowReader reader;
    private final Rows rows = new Rows();
    private long bytes;

    private StepMain(StepRun run) {
        this.run = run;
        this.schema = run.step() == ConvertStep.PARSE
                ? new TableSchema(List.of(new Column("absent", Primitive.STRING)), "")
                : run.kind().schema();
        this.reader = new JsonRowReader(schema, JsonReading.DEFAULT);
        Events source = new Events(run.kind(), DeliveryRun.SEED);
        while (bytes < OBJECT_BYTES) {
            byte[] event = source.json(source.next()).toString().getBytes(ISO_8859_1);
            events.add(event);
            bytes += event.length;
        }
    }

    /**
     * Runs it.
     *
     * @param args a {@link StepRun} as JSON
     */
    public static void main(String[] args) throws Exception {
        ChildJvm.endWithParent();
        StepMain step = new StepMain(new ObjectMapper().readValue(args[0], StepRun.class));
        StepMeasured unused = step.measure(step.run.warmUpSeconds());
        ChildJvm.answer(step.measure(step.run.seconds()));
        System.exit(0);
    }

    private StepMeasured measure(double seconds) throws IOException {
        Consumption.Meter meter = new Consumption.Meter();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        long objects = 0;
        do {
            convert();
            objects++;
        } while (System.nanoTime() < end);
        return new StepMeasured(objects * events.size(), objects * bytes, meter.read());
    }

    /** One object. */
    private void convert() throws IOException {
        FileFormat format = run.step().format();
        if (format == null) {
            read(null);
            return;
        }
        try (RowWriter writer = format.rowFormat().open(schema)) {
            read(writer);
            if (writer.finish().isEmpty()) {
                throw new IllegalStateException("nothing was written");
            }
        }
    }

    private void read(@Nullable RowWriter writer) throws IOException {
        for (byte[] event : events) {
            ConversionFailure failure = reader.read(event, 0, event.length, rows);
            if (failure != null) {
                throw new IllegalStateException(failure.errorMessage());
            }
            if (writer != null) {
                writer.write(rows, rows.row(0));
            }
        }
    }
}
