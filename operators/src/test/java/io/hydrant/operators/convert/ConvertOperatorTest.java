package io.hydrant.operators.convert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.format.FormatConversion;
import io.hydrant.core.format.JsonReading;
import io.hydrant.core.format.OutputFormat;
import io.hydrant.core.record.BatchRewriter;
import io.hydrant.core.record.Buffer;
import io.hydrant.core.record.ErrorLine;
import io.hydrant.core.record.FailedRecord;
import io.hydrant.core.schema.HiveDdl;
import io.hydrant.core.schema.TableSchema;
import io.hydrant.operators.Batches;
import io.hydrant.operators.batch.BatchTypes;
import io.hydrant.operators.convert.SchemaSource.SchemaAccess;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.Preconditions;
import org.junit.jupiter.api.Test;

class ConvertOperatorTest {
    private static final FormatConversion CSV =
            new FormatConversion(JsonReading.DEFAULT, new OutputFormat.Csv(true, ','), null);

    private static final AtomicReference<TableSchema> SCHEMA = new AtomicReference<>();

    @Test
    void goodRecordsAreConvertedAndBadOnesFail() throws Exception {
        SCHEMA.set(schema("a INT", "7"));
        try (var harness = harness()) {
            harness.setProcessingTime(77);
            harness.processElement(
                    new Buffer(List.of(
                            Batches.of("{\"a\":1}", "{\"a\":", "{\"a\":2}{\"a\":3}"), Batches.of("{\"a\":\"x\"}"))),
                    0);

            Buffer converted = harness.extractOutputValues().get(0);
            assertThat(contents(converted)).isEqualTo("a\n1\n2\n3\n");
            assertThat(Batches.records(converted)).containsExactly("{\"a\":1}", "{\"a\":2}{\"a\":3}");
            List<FailedRecord> failed = failures(harness);
            assertThat(failed)
                    .extracting(FailedRecord::errorCode)
                    .containsExactly("DataFormatConversion.ParseError", "DataFormatConversion.MalformedData");
            assertThat(new String(ErrorLine.of(failed.get(0)), UTF_8))
                    .isEqualTo("{\"attemptsMade\":1,\"arrivalTimestamp\":0,"
                            + "\"lastErrorCode\":\"DataFormatConversion.ParseError\","
                            + "\"lastErrorMessage\":\"Encountered malformed JSON.\",\"attemptEndingTimestamp\":77,"
                            + "\"rawData\":\"eyJhIjo=\",\"schema\":\"7\"}\n");
        }
    }

    @Test
    void aNewSchemaIsThatOfTheNextObject() throws Exception {
        SCHEMA.set(schema("a INT", "1"));
        try (var harness = harness()) {
            harness.processElement(new Buffer(List.of(Batches.of("{\"a\":1,\"b\":2}"))), 0);
            SCHEMA.set(schema("a INT, b INT", "2"));
            harness.processElement(new Buffer(List.of(Batches.of("{\"a\":1,\"b\":2}"))), 0);

            assertThat(harness.extractOutputValues())
                    .extracting(ConvertOperatorTest::contents)
                    .containsExactly("a\n1\n", "a,b\n1,2\n");
        }
    }

    @Test
    void aBufferWithoutAGoodRecordGoesNowhere() throws Exception {
        SCHEMA.set(schema("a INT", ""));
        try (var harness = harness()) {
            harness.processElement(new Buffer(List.of(Batches.of("", "[]"))), 0);

            assertThat(harness.extractOutputValues()).isEmpty();
            assertThat(failures(harness)).hasSize(2);
        }
    }

    @Test
    void aFailedRecordIsWrittenAsItCameFromTheSource() throws Exception {
        SCHEMA.set(schema("a INT", ""));
        BatchRewriter rewriter = new BatchRewriter();
        rewriter.begin(Batches.of("source of the good", "source of the bad"));
        byte[] good = "{\"a\":1}".getBytes(UTF_8);
        rewriter.add(0, good, 0, good.length);
        rewriter.add(1, good, 1, 1);
        try (var harness = harness()) {
            harness.processElement(new Buffer(List.of(rewriter.finish()), "", "partition"), 0);

            assertThat(harness.extractOutputValues().get(0).partition()).isEqualTo("partition");
            assertThat(failures(harness).get(0).rawData()).asString(UTF_8).isEqualTo("source of the bad");
        }
    }

    private static TableSchema schema(String columns, String version) {
        return new TableSchema(HiveDdl.read("CREATE TABLE t (" + columns + ")").columns(), version);
    }

    private static String contents(Buffer buffer) {
        StringBuilder contents = new StringBuilder();
        for (byte[] piece : Preconditions.checkNotNull(buffer.converted())) {
            contents.append(new String(piece, UTF_8));
        }
        return contents.toString();
    }

    private static List<FailedRecord> failures(OneInputStreamOperatorTestHarness<Buffer, Buffer> harness) {
        return harness.getSideOutput(BatchTypes.FAILURES).stream()
                .map(StreamRecord::getValue)
                .toList();
    }

    private static OneInputStreamOperatorTestHarness<Buffer, Buffer> harness() throws Exception {
        SchemaSource schemas = metrics -> new SchemaAccess() {
            @Override
            public TableSchema current() {
                return SCHEMA.get();
            }

            @Override
            public void close() {}
        };
        var harness = new OneInputStreamOperatorTestHarness<>(new ConvertOperator(
                new ObjectConverters(CSV, schemas), (batch, i, version) -> "\"schema\":\"" + version + "\""));
        harness.setup(BatchTypes.BUFFER.createSerializer(new SerializerConfigImpl()));
        harness.open();
        return harness;
    }
}
