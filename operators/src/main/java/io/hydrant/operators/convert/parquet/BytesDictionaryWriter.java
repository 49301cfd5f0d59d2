package io.hydrant.operators.convert.parquet;

import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.dictionary.DictionaryValuesWriter;
import org.apache.parquet.column.values.dictionary.IntList.IntIterator;
import org.apache.parquet.column.values.plain.FixedLenByteArrayPlainValuesWriter;
import org.apache.parquet.column.values.plain.PlainValuesWriter;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** Dictionary encoding of columns of bytes, as Parquet's own but for its hash table. */
final class BytesDictionaryWriter extends DictionaryValuesWriter {
    /** Bytes of a length in a dictionary page. */
    private static final int LENGTH_BYTES = 4;

    /** Length of every value, or 0 if each has its own. */
    private final int fixedLength;

    private BytesDictionary dictionary = new BytesDictionary();

    BytesDictionaryWriter(
            int fixedLength,
            int maxDictionaryBytes,
            Encoding ofDataPages,
            Encoding ofDictionaryPage,
            ByteBufferAllocator allocator) {
        super(maxDictionaryBytes, ofDataPages, ofDictionaryPage, allocator);
        this.fixedLength = fixedLength;
    }

    @Override
    public void writeBytes(Binary value) {
        int before = dictionary.size();
        int number = dictionary.numberOf(value.toByteBuffer());
        if (number == before) {
            dictionaryByteSize += value.length() + (fixedLength == 0 ? LENGTH_BYTES : 0);
        }
        encodedValues.add(number);
    }

    @Override
    public @Nullable DictionaryPage toDictPageAndClose() {
        if (lastUsedDictionarySize == 0) {
            return null;
        }
        ValuesWriter page = fixedLength == 0
                ? new PlainValuesWriter(lastUsedDictionaryByteSize, maxDictionaryByteSize, allocator)
                : new FixedLenByteArrayPlainValuesWriter(
                        fixedLength, lastUsedDictionaryByteSize, maxDictionaryByteSize, allocator);
        for (int i = 0; i < lastUsedDictionarySize; i++) {
            page.writeBytes(value(i));
        }
        return dictPage(page);
    }

    private Binary value(int number) {
        return Binary.fromConstantByteArray(dictionary.bytes(), dictionary.start(number), dictionary.length(number));
    }

    @Override
    protected void fallBackDictionaryEncodedData(ValuesWriter writer) {
        IntIterator numbers = encodedValues.iterator();
        while (numbers.hasNext()) {
            writer.writeBytes(value(numbers.next()));
        }
    }

    @Override
    protected void clearDictionaryContent() {
        dictionary = new BytesDictionary();
    }

    @Override
    protected int getDictionarySize() {
        return dictionary.size();
    }
}
