package io.hydrant.operators.convert.parquet;

import io.hydrant.core.format.OutputFormat;
import io.hydrant.core.schema.TableSchema;
import io.hydrant.operators.convert.rows.ContentsStream;
import io.hydrant.operators.convert.rows.RowWriter;
import io.hydrant.operators.convert.rows.Rows;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;

/** One Parquet file: row groups, each of which is gathered in memory until it is as large as was asked for. */
final class ParquetRowWriter implements RowWriter {
    private static final int FIRST_SIZE_CHECK_ROWS = 100;
    private static final int MAX_ROWS_BETWEEN_SIZE_CHECKS = 10_000;

    private final TableSchema schema;
    private final MessageType message;
    private final ParquetProperties properties;
    private final long blockBytes;
    private final PageCompressor compressor;
    private final ContentsStream contents = new ContentsStream();
    private final ParquetFileWriter file;

    private RowGroup group;
    /** Size at which the row group ends; less than a whole one where padding shall be avoided. */
    private long groupBytes;

    private long nextSizeCheck = FIRST_SIZE_CHECK_ROWS;

    ParquetRowWriter(OutputFormat.Parquet options, MessageType message, TableSchema schema) throws IOException {
        this.schema = schema;
        this.message = message;
        this.blockBytes = options.blockBytes();
        this.groupBytes = blockBytes;
        this.compressor = new PageCompressor(CompressionCodecName.valueOf(options.compression()));
        this.properties = ParquetProperties.builder()
                .withPageSize(options.pageBytes())
                .withDictionaryEncoding(options.dictionary())
                .withWriterVersion(
                        options.version2()
                                ? ParquetProperties.WriterVersion.PARQUET_2_0
                                : ParquetProperties.WriterVersion.PARQUET_1_0)
                .build();
        this.file = new ParquetFileWriter(
                new ContentsFile(contents, blockBytes),
                message,
                ParquetFileWriter.Mode.CREATE,
                blockBytes,
                options.maxPaddingBytes(),
                properties.getColumnIndexTruncateLength(),
                properties.getStatisticsTruncateLength(),
                properties.getPageWriteChecksumEnabled());
        file.start();
        this.group = newGroup();
    }

    private RowGroup newGroup() {
        return new RowGroup(schema, message, properties, compressor);
    }

    @Override
    public void write(Rows rows, int firstField) throws IOException {
        group.write(rows, firstField);
        if (group.rowCount() >= nextSizeCheck) {
            checkSize();
        }
    }

    /** Asking for the size costs a look at every column, so it is not done for every row. */
    private void checkSize() throws IOException {
        long size = group.bufferedBytes();
        long rowCount = group.rowCount();
        long rowSize = Math.max(1, size / rowCount);
        // Slightly too small is better than too large: whoever reads the file plans with this size.
        if (size > groupBytes - 2 * rowSize) {
            endGroup();
            group = newGroup();
            groupBytes = Math.min(file.getNextRowGroupSize(), blockBytes);
            nextSizeCheck = Math.min(Math.max(FIRST_SIZE_CHECK_ROWS, rowCount / 2), MAX_ROWS_BETWEEN_SIZE_CHECKS);
        } else {
            long halfway = (rowCount + groupBytes / rowSize) / 2;
            nextSizeCheck = Math.min(
                    Math.max(rowCount + FIRST_SIZE_CHECK_ROWS, halfway), rowCount + MAX_ROWS_BETWEEN_SIZE_CHECKS);
        }
    }

    private void endGroup() throws IOException {
        if (group.rowCount() > 0) {
            group.writeTo(file);
        }
    }

    /** What is held in memory: the file so far, and the row group that is being gathered. */
    long bufferedBytes() {
        return contents.position() + group.allocatedBytes();
    }

    @Override
    public List<byte[]> finish() throws IOException {
        endGroup();
        file.end(Map.of());
        return contents.contents();
    }

    @Override
    public void close() {
        compressor.release();
    }
}
