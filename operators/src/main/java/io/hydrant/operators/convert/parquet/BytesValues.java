package io.hydrant.operators.convert.parquet;

import io.hydrant.operators.convert.rows.BytesDictionary;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.deltastrings.DeltaByteArrayWriter;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.io.ParquetEncodingException;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * The values of a column of bytes, encoded as Parquet's own writers encode them: by a dictionary as long as it is small and
 * worth it, and else as the version of the format says. Not thread-safe.
 *
 * <p>Parquet's own pay for each value with objects, a chain of virtual calls and two comparisons, byte by byte.
 */
final class BytesValues extends ValuesWriter {
    private static final int INITIAL_BYTES = 1 << 10;
    private static final int INITIAL_SLAB_BYTES = 64;

    private final int fixedLength;
    private final boolean version2;
    private final ParquetProperties properties;
    private final @Nullable BytesRange range;
    private final PlainBytes plain;
    /** In place of {@link #plain}; null if there is nothing better. */
    private final @Nullable ValuesWriter deltas;

    private BytesDictionary dictionary = new BytesDictionary();
    /** How many times smaller a dictionary must make the first page, itself included. */
    private final int minSaving;

    private boolean encodesByDictionary;
    /** Of the dictionary, what finished pages refer to. */
    private int usedDictionarySize;

    /** The page's values, as numbers of the dictionary. */
    private int[] numbers = new int[64];

    private int count;
    /** What those values would take if they were written plainly. */
    private long replacedBytes;

    private boolean firstPage = true;

    BytesValues(ColumnDescriptor column, ParquetProperties properties) {
        PrimitiveTypeName type = column.getPrimitiveType().getPrimitiveTypeName();
        boolean fixed = type == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
        boolean times = type == PrimitiveTypeName.INT96;
        this.fixedLength = times
                ? Long.BYTES + Integer.BYTES
                : fixed ? column.getPrimitiveType().getTypeLength() : 0;
        this.version2 = properties.getWriterVersion() == ParquetProperties.WriterVersion.PARQUET_2_0;
        this.properties = properties;
        // Of times in 96 bits there is no order that readers agree about; what else has a fixed length is a decimal.
        this.range = times ? null : new BytesRange(fixed);
        // Times that follow each other compress better than their numbers do.
        this.minSaving = times ? 2 : 1;
        this.plain = new PlainBytes(fixedLength, INITIAL_BYTES);
        this.deltas = version2 && !times
                ? new DeltaByteArrayWriter(
                        INITIAL_SLAB_BYTES, properties.getPageSizeThreshold(), properties.getAllocator())
                : null;
        // Format 1 has no dictionaries of values of a fixed length.
        this.encodesByDictionary = properties.isDictionaryEnabled(column) && (version2 || !fixed);
    }

    /** Adds a value. */
    void add(byte[] bytes, int from, int length) {
        if (!encodesByDictionary) {
            addToPage(bytes, from, length);
            return;
        }
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * count);
        }
        numbers[count++] = dictionary.numberOf(bytes, from, from + length);
        // Parquet counts a length with each value, also where none is written.
        replacedBytes += length + Integer.BYTES;
        if (dictionaryBytes() > properties.getDictionaryPageSizeThreshold()) {
            giveUpDictionary();
        }
    }

    private void addToPage(byte[] bytes, int from, int length) {
        if (range != null) {
            range.add(bytes, from, length);
        }
        if (deltas == null) {
            plain.add(bytes, from, length);
        } else {
            deltas.writeBytes(Binary.fromReusedByteArray(bytes, from, length));
        }
    }

    private int lengthBytes() {
        return fixedLength == 0 ? Integer.BYTES : 0;
    }

    private long dictionaryBytes() {
        return dictionary.byteCount() + (long) lengthBytes() * dictionary.size();
    }

    private void giveUpDictionary() {
        encodesByDictionary = false;
        for (int i = 0; i < count; i++) {
            int number = numbers[i];
            addToPage(dictionary.bytes(), dictionary.start(number), dictionary.length(number));
        }
        numbers = new int[0];
        count = 0;
        replacedBytes = 0;
        if (usedDictionarySize == 0) {
            dictionary = new BytesDictionary();
        }
    }

    /** Tells the smallest and the largest value of the page; to be called behind {@link #getBytes}. */
    void describe(Statistics<?> statistics) {
        if (range == null) {
            return;
        }
        if (encodesByDictionary) {
            BitSet seen = new BitSet(dictionary.size());
            for (int i = 0; i < count; i++) {
                int number = numbers[i];
                if (!seen.get(number)) {
                    seen.set(number);
                    range.add(dictionary.bytes(), dictionary.start(number), dictionary.length(number));
                }
            }
        }
        range.moveTo(statistics);
    }

    /** The page; whether the dictionary is worth it, the first one shows. */
    @Override
    public BytesInput getBytes() {
        if (encodesByDictionary) {
            BytesInput page = numberedBytes();
            if (!firstPage || page.size() + dictionaryBytes() < replacedBytes / minSaving) {
                return page;
            }
            giveUpDictionary();
        }
        return deltas == null ? plain.bytes() : deltas.getBytes();
    }

    private BytesInput numberedBytes() {
        int bits = BytesUtils.getWidthFromMaxInt(Math.max(0, dictionary.size() - 1));
        RunLengthBitPackingHybridEncoder encoder = new RunLengthBitPackingHybridEncoder(
                bits, INITIAL_SLAB_BYTES, properties.getPageSizeThreshold(), properties.getAllocator());
        try {
            for (int i = 0; i < count; i++) {
                encoder.writeInt(numbers[i]);
            }
            return BytesInput.concat(BytesInput.from(new byte[] {(byte) bits}), encoder.toBytes());
        } catch (IOException e) {
            throw new ParquetEncodingException("A page could not be encoded by its dictionary", e);
        }
    }

    @Override
    @SuppressWarnings("deprecation") // What format 1 calls its dictionaries.
    public Encoding getEncoding() {
        if (encodesByDictionary) {
            return version2 ? Encoding.RLE_DICTIONARY : Encoding.PLAIN_DICTIONARY;
        }
        return deltas == null ? Encoding.PLAIN : deltas.getEncoding();
    }

    /** Begins the next page. */
    @Override
    public void reset() {
        if (encodesByDictionary) {
            usedDictionarySize = dictionary.size();
        }
        count = 0;
        replacedBytes = 0;
        firstPage = false;
        plain.clear();
        if (deltas != null) {
            deltas.reset();
        }
    }

    /** The dictionary of all pages; null if none of them has one. */
    @Override
    @SuppressWarnings("deprecation") // As above.
    public @Nullable DictionaryPage toDictPageAndClose() {
        if (usedDictionarySize == 0) {
            return null;
        }
        PlainBytes values = new PlainBytes(fixedLength, (int) dictionaryBytes());
        for (int i = 0; i < usedDictionarySize; i++) {
            values.add(dictionary.bytes(), dictionary.start(i), dictionary.length(i));
        }
        return new DictionaryPage(
                values.bytes(), usedDictionarySize, version2 ? Encoding.PLAIN : Encoding.PLAIN_DICTIONARY);
    }

    /** Without a dictionary, as a page that gives it up would be as large. */
    @Override
    public long getBufferedSize() {
        return replacedBytes + plain.size() + (deltas == null ? 0 : deltas.getBufferedSize());
    }

    @Override
    public long getAllocatedSize() {
        return dictionary.allocatedBytes()
                + (long) Integer.BYTES * numbers.length
                + plain.allocatedBytes()
                + (deltas == null ? 0 : deltas.getAllocatedSize());
    }

    @Override
    public String memUsageString(String prefix) {
        return prefix + " " + getAllocatedSize() + " bytes";
    }
}
