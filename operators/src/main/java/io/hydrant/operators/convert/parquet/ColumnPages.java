package io.hydrant.operators.convert.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.schema.PrimitiveType;

/**
 * The part of a row group that one column is: the page that is being filled, and before it those that are full and compressed.
 * Who adds a value adds its levels, the value itself and, but for bytes, what it does to the statistics. Not thread-safe.
 */
final class ColumnPages {
    private final PrimitiveType type;
    private final PageWriter pages;
    private final boolean version2;
    private final int maxDefinition;
    private final Levels repetitions;
    private final Levels definitions;
    private final ValuesWriter values;

    private Statistics<?> statistics;
    private int valueCount;
    private long rowsBefore;

    ColumnPages(ColumnDescriptor column, PageWriter pages, ParquetProperties properties) {
        this.type = column.getPrimitiveType();
        this.pages = pages;
        this.version2 = properties.getWriterVersion() == ParquetProperties.WriterVersion.PARQUET_2_0;
        this.maxDefinition = column.getMaxDefinitionLevel();
        this.repetitions = new Levels(column.getMaxRepetitionLevel(), properties);
        this.definitions = new Levels(maxDefinition, properties);
        this.values = switch (type.getPrimitiveTypeName()) {
            case BINARY, INT96, FIXED_LEN_BYTE_ARRAY -> new BytesValues(column, properties);
            default -> properties.newValuesWriter(column);
        };
        this.statistics = Statistics.createStats(type);
    }

    /** Definition level of a value that is there. */
    int maxDefinition() {
        return maxDefinition;
    }

    /** What numbers and truth values are added to. */
    ValuesWriter values() {
        return values;
    }

    /** What bytes are added to. */
    BytesValues bytesValues() {
        return (BytesValues) values;
    }

    /** Of the page; another one after each page. Bytes take care of themselves. */
    Statistics<?> statistics() {
        return statistics;
    }

    /** Adds the levels of a value. */
    void addLevels(int repetition, int definition) throws IOException {
        repetitions.add(repetition);
        definitions.add(definition);
        valueCount++;
    }

    /** Adds that there is no value. */
    void addNull(int repetition, int definition) throws IOException {
        addLevels(repetition, definition);
        statistics.incrementNumNulls();
    }

    /** How large the page is before compression. */
    long pageBytes() {
        return repetitions.bufferedBytes() + definitions.bufferedBytes() + values.getBufferedSize();
    }

    /** How many rows the page has, of so many in the row group. */
    long pageRows(long rowCount) {
        return rowCount - rowsBefore;
    }

    /** Ends the page, of so many rows in the row group. */
    void endPage(long rowCount) throws IOException {
        int rows = Math.toIntExact(pageRows(rowCount));
        // Which encoding it has, and what the smallest value is, is known once the values are encoded.
        BytesInput encoded = values.getBytes();
        if (values instanceof BytesValues bytes) {
            bytes.describe(statistics);
        }
        if (version2) {
            pages.writePageV2(
                    rows,
                    Math.toIntExact(statistics.getNumNulls()),
                    valueCount,
                    repetitions.bytes(),
                    definitions.bytes(),
                    values.getEncoding(),
                    encoded,
                    statistics);
        } else {
            pages.writePage(
                    BytesInput.concat(repetitions.bytesWithLength(), definitions.bytesWithLength(), encoded),
                    valueCount,
                    rows,
                    statistics,
                    repetitions.encoding(),
                    definitions.encoding(),
                    values.getEncoding());
        }
        repetitions.clear();
        definitions.clear();
        values.reset();
        statistics = Statistics.createStats(type);
        valueCount = 0;
        rowsBefore = rowCount;
    }

    /** Ends the last page, and the column, of a row group of so many rows. */
    void end(long rowCount) throws IOException {
        if (pageRows(rowCount) > 0) {
            endPage(rowCount);
        }
        DictionaryPage dictionary = values.toDictPageAndClose();
        if (dictionary != null) {
            pages.writeDictionaryPage(dictionary);
        }
    }

    /** How large the column would be if it ended here. */
    long bufferedBytes() {
        return pageBytes() + pages.getMemSize();
    }

    /** How much memory it takes. */
    long allocatedBytes() {
        return repetitions.allocatedBytes()
                + definitions.allocatedBytes()
                + values.getAllocatedSize()
                + pages.allocatedSize();
    }
}
