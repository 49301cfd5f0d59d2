package io.hydrant.operators.convert.parquet;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.dictionary.DictionaryValuesWriter;
import org.apache.parquet.column.values.factory.DefaultValuesWriterFactory;
import org.apache.parquet.column.values.factory.ValuesWriterFactory;
import org.apache.parquet.column.values.fallback.FallbackValuesWriter;
import org.jspecify.annotations.Nullable;

/** Parquet's own encodings, but for the dictionaries of columns of bytes. */
@SuppressWarnings("deprecation") // What format 1 calls its dictionaries.
final class ColumnEncodings implements ValuesWriterFactory {
    private static final int INT96_BYTES = 12;

    private final ValuesWriterFactory own = new DefaultValuesWriterFactory();
    private final boolean version2;
    private @Nullable ParquetProperties properties;

    ColumnEncodings(boolean version2) {
        this.version2 = version2;
    }

    @Override
    public void initialize(ParquetProperties itsProperties) {
        own.initialize(itsProperties);
        properties = itsProperties;
    }

    @Override
    public ValuesWriter newValuesWriter(ColumnDescriptor column) {
        ValuesWriter writer = own.newValuesWriter(column);
        if (writer instanceof FallbackValuesWriter<?, ?> fallback
                && fallback.initialWriter instanceof DictionaryValuesWriter dictionary
                && properties != null
                && lengthOf(column) >= 0) {
            Encoding ofDictionaryPage = version2 ? Encoding.PLAIN : Encoding.PLAIN_DICTIONARY;
            BytesDictionaryWriter faster = new BytesDictionaryWriter(
                    lengthOf(column),
                    properties.getDictionaryPageSizeThreshold(),
                    dictionary.getEncoding(),
                    ofDictionaryPage,
                    properties.getAllocator());
            return FallbackValuesWriter.of(faster, fallback.fallBackWriter);
        }
        return writer;
    }

    /** Of each value; 0 if they differ; negative if they are no bytes. */
    private static int lengthOf(ColumnDescriptor column) {
        return switch (column.getPrimitiveType().getPrimitiveTypeName()) {
            case BINARY -> 0;
            case INT96 -> INT96_BYTES;
            case FIXED_LEN_BYTE_ARRAY -> column.getPrimitiveType().getTypeLength();
            default -> -1;
        };
    }
}
