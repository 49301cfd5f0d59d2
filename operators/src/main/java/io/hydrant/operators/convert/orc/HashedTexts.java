package io.hydrant.operators.convert.orc;

import io.hydrant.operators.convert.rows.BytesDictionary;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.hadoop.io.Text;
import org.apache.orc.impl.StringRedBlackTree;
import org.apache.orc.impl.writer.StringBaseTreeWriter;
import org.apache.orc.impl.writer.TreeWriter;

/**
 * The dictionary of a column of texts, as ORC's writers want it, but for the tree: finding a text in that takes as many
 * comparisons as the dictionary has bits of size, each byte by byte. Texts are sorted when the stripe ends. Not thread-safe.
 */
final class HashedTexts extends StringRedBlackTree {
    private static final Field DICTIONARY = dictionaryField();

    private BytesDictionary texts = new BytesDictionary();

    private HashedTexts() {
        super(1);
    }

    /**
     * Gives a column and all columns within it hashed dictionaries, before anything is written. ORC can be asked for them only
     * since 1.7, which Flink's ORC format does not work with, so they are put in place of its own.
     */
    static void putInto(TreeWriter column) throws IOException {
        try {
            if (column instanceof StringBaseTreeWriter) {
                DICTIONARY.set(column, new HashedTexts());
                return;
            }
            for (Field field : column.getClass().getDeclaredFields()) {
                if (TreeWriter.class.isAssignableFrom(field.getType())) {
                    field.setAccessible(true);
                    putInto((TreeWriter) field.get(column));
                } else if (TreeWriter[].class.isAssignableFrom(field.getType())) {
                    field.setAccessible(true);
                    for (TreeWriter child : (TreeWriter[]) field.get(column)) {
                        putInto(child);
                    }
                }
            }
        } catch (IllegalAccessException e) {
            throw new IOException("ORC's writers do not let their dictionaries be replaced", e);
        }
    }

    private static Field dictionaryField() {
        try {
            Field field = StringBaseTreeWriter.class.getDeclaredField("dictionary");
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("This is not the ORC that conversion was made for", e);
        }
    }

    @Override
    public int add(byte[] bytes, int offset, int length) {
        return texts.numberOf(bytes, offset, offset + length);
    }

    @Override
    public int add(Text text) {
        return add(text.getBytes(), 0, text.getLength());
    }

    @Override
    public int add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return add(bytes, 0, bytes.length);
    }

    @Override
    public void visit(Visitor visitor) throws IOException {
        int[] sorted = IntStream.range(0, texts.size())
                .boxed()
                .sorted(this::compare)
                .mapToInt(Integer::intValue)
                .toArray();
        for (int number : sorted) {
            visitor.visit(new Visited(number));
        }
    }

    private int compare(int one, int other) {
        byte[] bytes = texts.bytes();
        int start = texts.start(one);
        int otherStart = texts.start(other);
        return Arrays.compareUnsigned(
                bytes, start, start + texts.length(one), bytes, otherStart, otherStart + texts.length(other));
    }

    @Override
    public void getText(Text result, int number) {
        result.set(texts.bytes(), texts.start(number), texts.length(number));
    }

    @Override
    public int size() {
        return texts.size();
    }

    @Override
    public int getCharacterSize() {
        return texts.byteCount();
    }

    @Override
    public long getSizeInBytes() {
        return texts.allocatedBytes();
    }

    @Override
    public void clear() {
        texts = new BytesDictionary();
    }

    private final class Visited implements VisitorContext {
        private final int number;

        Visited(int number) {
            this.number = number;
        }

        @Override
        public int getOriginalPosition() {
            return number;
        }

        @Override
        public void writeBytes(OutputStream out) throws IOException {
            out.write(texts.bytes(), texts.start(number), texts.length(number));
        }

        @Override
        public Text getText() {
            Text text = new Text();
            HashedTexts.this.getText(text, number);
            return text;
        }

        @Override
        public int getLength() {
            return texts.length(number);
        }
    }
}
