package io.hydrant.operators.convert.orc;

import io.hydrant.core.format.OutputFormat;
import io.hydrant.operators.convert.rows.ContentsStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.orc.CompressionCodec;
import org.apache.orc.OrcFile;
import org.apache.orc.OrcProto;
import org.apache.orc.OrcUtils;
import org.apache.orc.PhysicalWriter;
import org.apache.orc.TypeDescription;
import org.apache.orc.impl.OutStream;
import org.apache.orc.impl.StreamName;
import org.apache.orc.impl.writer.TreeWriter;
import org.apache.orc.impl.writer.WriterContext;
import org.jspecify.annotations.Nullable;

/**
 * An ORC file: ORC's own writers of columns, and around them stripes and footers.
 *
 * <p>ORC's writer of files is not used because it wants Hadoop's configuration and file systems, which log, read files of
 * the machine and ask who is logged in.
 */
final class OrcFileWriter implements WriterContext {
    private static final int MIN_BUFFER_BYTES = 4 << 10;
    /** ORC's default; smaller where there are many columns. */
    private static final int MAX_BUFFER_BYTES = 256 << 10;
    /** Two large streams for each column, of ten buffers each. */
    private static final int BUFFERS_PER_COLUMN = 20;

    private final OutputFormat.Orc options;
    private final TypeDescription schema;
    private final OrcFile.Version version;
    private final boolean[] bloomFilterColumns;
    private final int bufferBytes;
    private final @Nullable BlockCodec codec;
    private final StripeStreams streams;
    private final TreeWriter columns;
    private final List<OrcProto.StripeInformation> stripes = new ArrayList<>();
    private final OrcProto.Metadata.Builder metadata = OrcProto.Metadata.newBuilder();

    private long rowCount;
    private long rowsInStripe;
    private int rowsInStride;

    OrcFileWriter(OutputFormat.Orc options, TypeDescription schema, ContentsStream contents) throws IOException {
        this.options = options;
        this.schema = schema;
        this.version = options.version011() ? OrcFile.Version.V_0_11 : OrcFile.Version.V_0_12;
        this.bloomFilterColumns = bloomFilterColumns(options, schema);
        this.bufferBytes = bufferBytes(options.stripeBytes(), schema.getMaximumId() + 1);
        this.codec = BlockCodec.of(options.compression());
        this.streams = new StripeStreams(
                contents,
                codec,
                bufferBytes,
                options.blockBytes(),
                options.padding() ? (long) (options.paddingTolerance() * options.stripeBytes()) : 0);
        streams.writeHeader();
        this.columns = TreeWriter.Factory.create(schema, this, false);
        HashedTexts.putInto(columns);
    }

    /** A power of two: as ORC does it, so that a stripe is not all buffers that are hardly filled. */
    private static int bufferBytes(long stripeBytes, int columns) {
        long bytes = Math.max(stripeBytes / ((long) BUFFERS_PER_COLUMN * columns), MIN_BUFFER_BYTES);
        return (int) Math.min(Long.highestOneBit(2 * bytes - 1), MAX_BUFFER_BYTES);
    }

    /** Files of format 0.11 have none. */
    private static boolean[] bloomFilterColumns(OutputFormat.Orc options, TypeDescription schema) {
        boolean[] wanted = new boolean[schema.getMaximumId() + 1];
        List<String> names = schema.getFieldNames();
        for (int i = 0; i < names.size() && !options.version011(); i++) {
            if (options.bloomFilterColumns().stream().anyMatch(names.get(i)::equalsIgnoreCase)) {
                TypeDescription column = schema.getChildren().get(i);
                for (int id = column.getId(); id <= column.getMaximumId(); id++) {
                    wanted[id] = true;
                }
            }
        }
        return wanted;
    }

    /** Takes rows; the batch may be used again. */
    void write(VectorizedRowBatch batch) throws IOException {
        int at = 0;
        while (at < batch.size) {
            int count = Math.min(batch.size - at, options.rowIndexStride() - rowsInStride);
            columns.writeRootBatch(batch, at, count);
            at += count;
            rowsInStride += count;
            rowsInStripe += count;
            if (rowsInStride == options.rowIndexStride()) {
                endStride();
            }
        }
        if (columns.estimateMemory() > options.stripeBytes()) {
            endStripe();
        }
    }

    private void endStride() throws IOException {
        columns.createRowIndexEntry();
        rowsInStride = 0;
    }

    private void endStripe() throws IOException {
        if (rowsInStride > 0) {
            endStride();
        }
        if (rowsInStripe == 0) {
            return;
        }
        int strides = (int) ((rowsInStripe + options.rowIndexStride() - 1) / options.rowIndexStride());
        OrcProto.StripeFooter.Builder footer =
                OrcProto.StripeFooter.newBuilder().setWriterTimezone("UTC");
        OrcProto.StripeStatistics.Builder statistics = OrcProto.StripeStatistics.newBuilder();
        columns.flushStreams();
        columns.writeStripe(footer, statistics, strides);
        OrcProto.StripeInformation.Builder stripe =
                OrcProto.StripeInformation.newBuilder().setNumberOfRows(rowsInStripe);
        streams.finalizeStripe(footer, stripe);
        metadata.addStripeStats(statistics);
        stripes.add(stripe.build());
        rowCount += rowsInStripe;
        rowsInStripe = 0;
    }

    /** Memory that the stripe being gathered takes. */
    long stripeBytes() {
        return columns.estimateMemory();
    }

    void finish() throws IOException {
        endStripe();
        streams.writeFileMetadata(metadata);
        OrcProto.Footer.Builder footer = OrcProto.Footer.newBuilder()
                .setNumberOfRows(rowCount)
                .setRowIndexStride(options.rowIndexStride())
                .addAllTypes(OrcUtils.getOrcTypes(schema))
                .addAllStripes(stripes)
                .setWriter(OrcFile.WriterImplementation.ORC_JAVA.getId());
        columns.writeFileStatistics(footer);
        streams.writeFileFooter(footer);
        OrcProto.PostScript.Builder postScript = OrcProto.PostScript.newBuilder()
                .setCompression(OrcProto.CompressionKind.valueOf(options.compression()))
                .setMagic(OrcFile.MAGIC)
                .addVersion(version.getMajor())
                .addVersion(version.getMinor())
                .setWriterVersion(OrcFile.CURRENT_WRITER.getId());
        if (codec != null) {
            postScript.setCompressionBlockSize(bufferBytes);
        }
        streams.writePostScript(postScript);
    }

    void close() {
        streams.close();
    }

    @Override
    public OutStream createStream(int column, OrcProto.Stream.Kind kind) throws IOException {
        return new OutStream("orc", bufferBytes, codec(kind), streams.createDataStream(new StreamName(column, kind)));
    }

    private @Nullable CompressionCodec codec(OrcProto.Stream.Kind kind) {
        if (codec == null) {
            return null;
        }
        return switch (kind) {
            case BLOOM_FILTER, BLOOM_FILTER_UTF8, DATA, DICTIONARY_DATA -> codec;
            default -> codec.modify(EnumSet.of(CompressionCodec.Modifier.FASTEST, CompressionCodec.Modifier.BINARY));
        };
    }

    @Override
    public int getRowIndexStride() {
        return options.rowIndexStride();
    }

    @Override
    public boolean buildIndex() {
        return true;
    }

    @Override
    public boolean isCompressed() {
        return codec != null;
    }

    /**
     * Packs whole numbers and dictionaries' indices to the bit: it writes less and takes no longer than packing them to the
     * byte, since there is less to compress. Deflate, unlike Snappy, finds what repeats only between whole bytes, and makes
     * more of them.
     */
    @Override
    public OrcFile.EncodingStrategy getEncodingStrategy() {
        return options.compression().equals("ZLIB")
                ? OrcFile.EncodingStrategy.SPEED
                : OrcFile.EncodingStrategy.COMPRESSION;
    }

    @Override
    public boolean[] getBloomFilterColumns() {
        return bloomFilterColumns;
    }

    @Override
    public double getBloomFilterFPP() {
        return options.bloomFilterFalsePositives();
    }

    /** There is none: all options are here. */
    @Override
    public @Nullable Configuration getConfiguration() {
        return null;
    }

    @Override
    public OrcFile.Version getVersion() {
        return version;
    }

    @Override
    public PhysicalWriter getPhysicalWriter() {
        return streams;
    }

    @Override
    public OrcFile.BloomFilterVersion getBloomFilterVersion() {
        return OrcFile.BloomFilterVersion.UTF8;
    }

    @Override
    public void writeIndex(StreamName name, OrcProto.RowIndex.Builder index) throws IOException {
        streams.writeIndex(name, index, codec(name.getKind()));
    }

    @Override
    public void writeBloomFilter(StreamName name, OrcProto.BloomFilterIndex.Builder filter) throws IOException {
        streams.writeBloomFilter(name, filter, codec(name.getKind()));
    }

    @Override
    public boolean getUseUTCTimestamp() {
        return true;
    }

    @Override
    public double getDictionaryKeySizeThreshold(int column) {
        return options.dictionaryKeyThreshold();
    }
}
