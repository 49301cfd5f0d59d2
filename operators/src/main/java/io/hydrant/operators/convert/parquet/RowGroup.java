package io.hydrant.operators.convert.parquet;

import io.hydrant.core.schema.TableSchema;
import io.hydrant.operators.convert.rows.Rows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/** Rows that will be stored column by column: pages that are encoded and compressed already, and the last of each. */
final class RowGroup {
    private final ColumnChunkPageWriteStore pages;
    private final List<ColumnPages> columns = new ArrayList<>();
    private final FieldWriter[] fields;
    private final int pageBytes;
    /** A page that is nearly full ends, so that the next rows do not make it too large. */
    private final int fullPageBytes;

    private final int pageRows;
    private final int maxRowsBetweenChecks;
    private long rowCount;
    private long nextPageCheck = 1;

    RowGroup(TableSchema schema, MessageType message, ParquetProperties properties, PageCompressor compressor) {
        this.pages = new ColumnChunkPageWriteStore(
                compressor,
                message,
                properties.getAllocator(),
                properties.getColumnIndexTruncateLength(),
                properties.getPageWriteChecksumEnabled());
        for (ColumnDescriptor column : message.getColumns()) {
            columns.add(new ColumnPages(column, pages.getPageWriter(column), properties));
        }
        this.fields = FieldWriters.of(schema, columns);
        this.pageBytes = properties.getPageSizeThreshold();
        this.fullPageBytes = pageBytes - pageBytes / 10;
        this.pageRows = properties.getPageRowCountLimit();
        this.maxRowsBetweenChecks = properties.getMaxRowCountForPageSizeCheck();
    }

    void write(Rows rows, int firstField) throws IOException {
        for (int i = 0; i < fields.length; i++) {
            fields[i].write(rows, firstField + i, 0);
        }
        rowCount++;
        if (rowCount >= nextPageCheck) {
            endFullPages();
        }
    }

    /** Looks at every column, and says by how fast they grow when to look again. */
    private void endFullPages() throws IOException {
        long rowsToGo = maxRowsBetweenChecks;
        for (ColumnPages column : columns) {
            long bytes = Math.max(1, column.pageBytes());
            long rows = column.pageRows(rowCount);
            long rowsPerPage = Math.min(pageRows, Math.max(1, pageBytes * rows / bytes));
            if (bytes >= fullPageBytes || rows >= pageRows) {
                column.endPage(rowCount);
                rows = 0;
            }
            rowsToGo = Math.min(rowsToGo, rowsPerPage - rows);
        }
        // Rows to come may be larger than those that were seen.
        nextPageCheck = rowCount + Math.max(1, rowsToGo / 2);
    }

    long rowCount() {
        return rowCount;
    }

    /** How large it would be if it ended here. */
    long bufferedBytes() {
        long bytes = 0;
        for (ColumnPages column : columns) {
            bytes += column.bufferedBytes();
        }
        return bytes;
    }

    /** How much memory it takes. */
    long allocatedBytes() {
        long bytes = 0;
        for (ColumnPages column : columns) {
            bytes += column.allocatedBytes();
        }
        return bytes;
    }

    void writeTo(ParquetFileWriter file) throws IOException {
        file.startBlock(rowCount);
        for (ColumnPages column : columns) {
            column.end(rowCount);
        }
        pages.flushToFileWriter(file);
        file.endBlock();
    }
}
