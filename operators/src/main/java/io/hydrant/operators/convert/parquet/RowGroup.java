package io.hydrant.operators.convert.parquet;

import io.hydrant.core.schema.TableSchema;
import io.hydrant.operators.convert.rows.Rows;
import java.io.IOException;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/** Rows that will be stored column by column: pages that are encoded and compressed already, and the last of each. */
final class RowGroup {
    private final ColumnChunkPageWriteStore pages;
    private final ColumnWriteStore columns;
    private final FieldWriter[] fields;
    private long rowCount;

    RowGroup(TableSchema schema, MessageType message, ParquetProperties properties, PageCompressor compressor) {
        this.pages = new ColumnChunkPageWriteStore(
                compressor,
                message,
                properties.getAllocator(),
                properties.getColumnIndexTruncateLength(),
                properties.getPageWriteChecksumEnabled());
        this.columns = properties.newColumnWriteStore(message, pages, pages);
        this.fields = FieldWriters.of(schema, message, columns);
    }

    void write(Rows rows, int firstField) {
        for (int i = 0; i < fields.length; i++) {
            fields[i].write(rows, firstField + i, 0);
        }
        columns.endRecord();
        rowCount++;
    }

    long rowCount() {
        return rowCount;
    }

    /** How large it would be if it ended here. */
    long bufferedBytes() {
        return columns.getBufferedSize();
    }

    /** How much memory it takes. */
    long allocatedBytes() {
        return columns.getAllocatedSize();
    }

    void writeTo(ParquetFileWriter file) throws IOException {
        file.startBlock(rowCount);
        columns.flush();
        pages.flushToFileWriter(file);
        file.endBlock();
    }
}
