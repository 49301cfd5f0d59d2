package io.hydrant.job;

import io.hydrant.core.definition.KinesisStream;
import io.hydrant.core.format.FormatConversion;
import io.hydrant.core.format.SchemaReference;
import io.hydrant.core.format.SchemaReference.GlueTable;
import io.hydrant.core.record.Buffer;
import io.hydrant.operators.convert.Conversion;
import io.hydrant.operators.convert.SchemaSource;
import io.hydrant.operators.convert.glue.GlueSchemaSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.jspecify.annotations.Nullable;

/** Record format conversion of a stream, which comes between its buffer and its objects. */
final class Conversions {
    private Conversions() {}

    /** Attaches the conversion; gives the buffers themselves if the stream has none. */
    static DataStream<Buffer> attach(DataStream<Buffer> buffers, JobSpec spec, FailureStreams failures) {
        FormatConversion format = spec.definition().conversion();
        if (format == null) {
            return buffers;
        }
        SchemaReference schema = format.schema();
        GlueTable table = schema instanceof GlueTable glue ? glue : null;
        boolean kinesis = spec.definition().source() instanceof KinesisStream;
        boolean partitioned = spec.definition().partitioning() != null;
        ConversionDetails details = new ConversionDetails(
                kinesis,
                partitioned,
                table,
                spec.config().region(),
                spec.config().accountId());
        return failures.of(new Conversion(format, schemas(schema, spec), details).attach(buffers, OperatorIds.CONVERT));
    }

    private static @Nullable SchemaSource schemas(@Nullable SchemaReference schema, JobSpec spec) {
        if (schema instanceof SchemaReference.Given given) {
            return SchemaSource.of(given.schema());
        }
        return schema instanceof GlueTable table
                ? new GlueSchemaSource(spec.config().glue(), spec.config().region(), table)
                : null;
    }
}
