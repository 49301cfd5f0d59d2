package io.hydrant.operators.convert.orc;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.core.format.OutputFormat;
import io.hydrant.core.schema.Column;
import io.hydrant.core.schema.ColumnType.Primitive;
import io.hydrant.core.schema.TableSchema;
import io.hydrant.operators.convert.rows.EveryType;
import io.hydrant.operators.convert.rows.ObjectRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.hadoop.hive.ql.io.sarg.PredicateLeaf;
import org.apache.hadoop.hive.ql.io.sarg.SearchArgument;
import org.apache.hadoop.hive.ql.io.sarg.SearchArgumentFactory;
import org.apache.orc.CompressionKind;
import org.apache.orc.IntegerColumnStatistics;
import org.apache.orc.OrcFile;
import org.apache.orc.OrcProto;
import org.apache.orc.Reader;
import org.apache.orc.RecordReader;
import org.apache.orc.StringColumnStatistics;
import org.apache.orc.impl.RecordReaderImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks ORC's own reader how files were written; what is in them, Flink SQL reads. */
class OrcFormatTest {
    private static final TableSchema SCHEMA =
            new TableSchema(List.of(new Column("id", Primitive.BIGINT), new Column("text", Primitive.STRING)), "");
    private static final Options DEFAULTS = new Options();

    @TempDir
    Path folder;

    @Test
    void theTailTellsHowItWasWritten() throws Exception {
        List<Object[]> rows = new ArrayList<>();
        for (long i = 0; i < 3000; i++) {
            rows.add(new Object[] {i % 3 == 0 ? null : i, i % 4 == 0 ? null : "text " + i % 10});
        }

        Reader reader = write(DEFAULTS, SCHEMA, rows);

        assertThat(reader.getNumberOfRows()).isEqualTo(3000);
        assertThat(reader.getSchema()).hasToString("struct<id:bigint,text:string>");
        assertThat(reader.getCompressionKind()).isEqualTo(CompressionKind.SNAPPY);
        assertThat(reader.getFileVersion()).isEqualTo(OrcFile.Version.V_0_12);
        assertThat(reader.getRowIndexStride()).isEqualTo(1000);
        var ids = (IntegerColumnStatistics) reader.getStatistics()[1];
        assertThat(ids.getNumberOfValues()).isEqualTo(2000);
        assertThat(ids.hasNull()).isTrue();
        assertThat(ids.getMinimum()).isEqualTo(1);
        assertThat(ids.getMaximum()).isEqualTo(2999);
        var texts = (StringColumnStatistics) reader.getStatistics()[2];
        assertThat(texts.getNumberOfValues()).isEqualTo(2250);
        assertThat(texts.getMinimum()).isEqualTo("text 0");
        assertThat(texts.getMaximum()).isEqualTo("text 9");
    }

    @Test
    void everyTypeKeepsItsName() throws Exception {
        Reader reader = write(DEFAULTS, EveryType.SCHEMA, List.of());

        assertThat(reader.getNumberOfRows()).isZero();
        assertThat(reader.getSchema())
                .hasToString("struct<truth:boolean,tiny:tinyint,small:smallint,whole:int,big:bigint,single:float,"
                        + "twice:double,words:string,fixed:char(5),atmost:varchar(20),octets:binary,day:date,"
                        + "moment:timestamp,price:decimal(9,2),huge:decimal(38,10),list:array<int>,"
                        + "map:map<string,bigint>,nested:struct<name:string,items:array<struct<sku:string,"
                        + "tags:array<string>>>>,lists:map<int,array<double>>>");
    }

    @Test
    void textsAreDictionaryEncodedUpToTheThreshold() throws Exception {
        List<Object[]> rows = new ArrayList<>();
        for (long i = 0; i < 2000; i++) {
            rows.add(new Object[] {i, "text " + i % 500});
        }

        assertThat(encoding(DEFAULTS.threshold(0.6), rows)).isEqualTo(OrcProto.ColumnEncoding.Kind.DICTIONARY_V2);
        assertThat(encoding(DEFAULTS.threshold(0.4), rows)).isEqualTo(OrcProto.ColumnEncoding.Kind.DIRECT_V2);
        assertThat(encoding(DEFAULTS.threshold(0), rows)).isEqualTo(OrcProto.ColumnEncoding.Kind.DIRECT_V2);
    }

    @Test
    void numbersArePackedToTheBitUnlessTheyAreDeflated() throws Exception {
        long rows = 20_000;
        Random random = new Random(5);
        LongUnaryOperator tenBits = i -> random.nextInt(500);
        LongUnaryOperator sameAgain = i -> Long.reverse(i % 37) >>> (Long.SIZE - 20);

        assertThat(bytesOfNumbers("NONE", rows, tenBits)).isBetween(10 * rows / 8, 11 * rows / 8);
        assertThat(bytesOfNumbers("SNAPPY", rows, tenBits)).isBetween(10 * rows / 8, 11 * rows / 8);
        // A deflater finds what comes again only where whole bytes do.
        assertThat(bytesOfNumbers("ZLIB", rows, sameAgain)).isLessThan(1000);
    }

    @Test
    void bloomFiltersLetReadersSkipRows() throws Exception {
        List<Object[]> rows = noise(3000);

        Reader reader = write(DEFAULTS.bloomFilter("TEXT"), SCHEMA, rows);

        assertThat(rowsThatMayHold(reader, "7f" + "0".repeat(298))).isZero();
        assertThat(rowsThatMayHold(reader, (String) rows.get(2500)[1])).isEqualTo(1000);
        assertThat(streams(reader)).contains(OrcProto.Stream.Kind.BLOOM_FILTER_UTF8);
        assertThat(streams(write(DEFAULTS, SCHEMA, rows))).doesNotContain(OrcProto.Stream.Kind.BLOOM_FILTER_UTF8);
    }

    @Test
    void version011HasNeitherBloomFiltersNorItsEncodings() throws Exception {
        Reader reader = write(DEFAULTS.bloomFilter("text").oldVersion(), SCHEMA, noise(3000));

        assertThat(reader.getFileVersion()).isEqualTo(OrcFile.Version.V_0_11);
        assertThat(streams(reader)).doesNotContain(OrcProto.Stream.Kind.BLOOM_FILTER_UTF8);
        assertThat(footer(reader).getColumns(2).getKind()).isEqualTo(OrcProto.ColumnEncoding.Kind.DIRECT);
    }

    @Test
    void stripesHaveTheSizeAskedFor() throws Exception {
        Reader reader = write(DEFAULTS.compressed("NONE"), SCHEMA, noise(20_000));

        assertThat(reader.getCompressionKind()).isEqualTo(CompressionKind.NONE);
        assertThat(reader.getStripes()).hasSizeBetween(4, 7);
        assertThat(reader.getStripes().subList(0, 3))
                .allSatisfy(stripe -> assertThat(stripe.getLength()).isBetween(900_000L, 1_500_000L));
    }

    @Test
    void stripesArePaddedToBlocks() throws Exception {
        Reader reader = write(DEFAULTS.compressed("NONE").padded(), SCHEMA, noise(20_000));

        assertThat(reader.getNumberOfRows()).isEqualTo(20_000);
        assertThat(reader.getStripes().subList(1, 4))
                .allSatisfy(stripe ->
                        assertThat(stripe.getOffset() % Options.BLOCK_BYTES).isZero());
    }

    private static List<Object[]> noise(int count) {
        Random random = new Random(5);
        List<Object[]> rows = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            byte[] noise = new byte[150];
            random.nextBytes(noise);
            rows.add(new Object[] {i, HexFormat.of().formatHex(noise)});
        }
        return rows;
    }

    private Reader write(Options options, TableSchema schema, List<Object[]> rows) throws Exception {
        Path file = Files.createTempFile(folder, "rows", ".orc");
        Files.write(file, ObjectRows.write(new OrcFormat(options.build()), schema, rows));
        return OrcFile.createReader(
                new org.apache.hadoop.fs.Path(file.toUri()), OrcFile.readerOptions(new Configuration(false)));
    }

    private OrcProto.ColumnEncoding.Kind encoding(Options options, List<Object[]> rows) throws Exception {
        return footer(write(options, SCHEMA, rows)).getColumns(2).getKind();
    }

    private long bytesOfNumbers(String compression, long rows, LongUnaryOperator number) throws Exception {
        List<Object[]> all = new ArrayList<>();
        for (long i = 0; i < rows; i++) {
            all.add(new Object[] {number.applyAsLong(i), null});
        }
        return footer(write(DEFAULTS.compressed(compression), SCHEMA, all)).getStreamsList().stream()
                .filter(stream -> stream.getColumn() == 1 && stream.getKind() == OrcProto.Stream.Kind.DATA)
                .mapToLong(OrcProto.Stream::getLength)
                .sum();
    }

    private static List<OrcProto.Stream.Kind> streams(Reader reader) throws Exception {
        return footer(reader).getStreamsList().stream()
                .map(OrcProto.Stream::getKind)
                .toList();
    }

    private static OrcProto.StripeFooter footer(Reader reader) throws Exception {
        try (RecordReader rows = reader.rows()) {
            return ((RecordReaderImpl) rows)
                    .readStripeFooter(reader.getStripes().get(0));
        }
    }

    private static long rowsThatMayHold(Reader reader, String text) throws Exception {
        SearchArgument wanted = SearchArgumentFactory.newBuilder()
                .equals("text", PredicateLeaf.Type.STRING, text)
                .build();
        long count = 0;
        try (RecordReader rows = reader.rows(reader.options().searchArgument(wanted, new String[] {"id", "text"}))) {
            VectorizedRowBatch batch = reader.getSchema().createRowBatch();
            while (rows.nextBatch(batch)) {
                count += batch.size;
            }
        }
        return count;
    }

    /** Options with a stride and stripes that few rows fill. */
    private record Options(
            String compression,
            List<String> bloomFilterColumns,
            double dictionaryThreshold,
            boolean padding,
            boolean version011) {
        static final int BLOCK_BYTES = 1_500_000;

        Options() {
            this("SNAPPY", List.of(), 0, false, false);
        }

        Options compressed(String name) {
            return new Options(name, bloomFilterColumns, dictionaryThreshold, padding, version011);
        }

        Options bloomFilter(String column) {
            return new Options(compression, List.of(column), dictionaryThreshold, padding, version011);
        }

        Options threshold(double threshold) {
            return new Options(compression, bloomFilterColumns, threshold, padding, version011);
        }

        Options padded() {
            return new Options(compression, bloomFilterColumns, dictionaryThreshold, true, version011);
        }

        Options oldVersion() {
            return new Options(compression, bloomFilterColumns, dictionaryThreshold, padding, true);
        }

        OutputFormat.Orc build() {
            return new OutputFormat.Orc(
                    1 << 20,
                    BLOCK_BYTES,
                    1000,
                    padding,
                    1,
                    compression,
                    bloomFilterColumns,
                    0.01,
                    dictionaryThreshold,
                    version011);
        }
    }
}
