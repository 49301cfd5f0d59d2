package io.hydrant.operators.convert.orc;

import com.google.protobuf.MessageLite;
import io.hydrant.operators.convert.rows.ContentsStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.orc.CompressionCodec;
import org.apache.orc.OrcProto;
import org.apache.orc.PhysicalWriter;
import org.apache.orc.impl.OutStream;
import org.apache.orc.impl.StreamName;
import org.jspecify.annotations.Nullable;

/** Where ORC puts the streams of a stripe until it ends, and then the stripe: in memory, without a file system. */
final class StripeStreams implements PhysicalWriter {
    private static final byte[] MAGIC = {'O', 'R', 'C'};
    private static final int MAX_POST_SCRIPT_BYTES = 255;

    private final ContentsStream contents;
    private final @Nullable BlockCodec codec;
    private final int bufferBytes;
    private final long blockBytes;
    /** How much may be wasted so that a stripe begins with a block. */
    private final long maxPaddingBytes;
    /** Index streams come first, then data, each by column. */
    private final Map<StreamName, Stream> streams = new TreeMap<>();

    private long metadataBytes;
    private long footerBytes;

    StripeStreams(
            ContentsStream contents,
            @Nullable BlockCodec codec,
            int bufferBytes,
            long blockBytes,
            long maxPaddingBytes) {
        this.contents = contents;
        this.codec = codec;
        this.bufferBytes = bufferBytes;
        this.blockBytes = blockBytes;
        this.maxPaddingBytes = maxPaddingBytes;
    }

    @Override
    public void writeHeader() {
        contents.write(MAGIC, 0, MAGIC.length);
    }

    @Override
    public OutputReceiver createDataStream(StreamName name) {
        return streams.computeIfAbsent(name, unused -> new Stream());
    }

    @Override
    public void writeIndex(StreamName name, OrcProto.RowIndex.Builder index, @Nullable CompressionCodec indexCodec)
            throws IOException {
        write(index.build(), indexCodec, createDataStream(name));
    }

    @Override
    public void writeBloomFilter(
            StreamName name, OrcProto.BloomFilterIndex.Builder filter, @Nullable CompressionCodec filterCodec)
            throws IOException {
        write(filter.build(), filterCodec, createDataStream(name));
    }

    private void write(MessageLite message, @Nullable CompressionCodec messageCodec, OutputReceiver target)
            throws IOException {
        OutStream out = new OutStream("orc", bufferBytes, messageCodec, target);
        message.writeTo(out);
        out.flush();
    }

    /** Writes a message at the end of the contents and gives how long it is there. */
    private long append(MessageLite message) throws IOException {
        long start = contents.position();
        write(message, codec, new Appended());
        return contents.position() - start;
    }

    @Override
    public void finalizeStripe(OrcProto.StripeFooter.Builder footer, OrcProto.StripeInformation.Builder stripe)
            throws IOException {
        long indexBytes = 0;
        long dataBytes = 0;
        for (Map.Entry<StreamName, Stream> entry : streams.entrySet()) {
            StreamName name = entry.getKey();
            Stream stream = entry.getValue();
            if (stream.suppressed) {
                continue;
            }
            footer.addStreams(OrcProto.Stream.newBuilder()
                    .setColumn(name.getColumn())
                    .setKind(name.getKind())
                    .setLength(stream.length));
            if (name.getArea() == StreamName.Area.INDEX) {
                indexBytes += stream.length;
            } else {
                dataBytes += stream.length;
            }
        }
        OrcProto.StripeFooter built = footer.build();
        pad(indexBytes + dataBytes + built.getSerializedSize());
        stripe.setOffset(contents.position()).setIndexLength(indexBytes).setDataLength(dataBytes);
        for (Stream stream : streams.values()) {
            stream.moveTo(contents);
        }
        stripe.setFooterLength(append(built));
    }

    /** Lets a stripe begin with the next block if it would not end in this one. */
    private void pad(long stripeBytes) {
        long used = contents.position() % blockBytes;
        long padding = blockBytes - used;
        if (used > 0 && used + stripeBytes >= blockBytes && padding <= maxPaddingBytes) {
            for (long i = 0; i < padding; i++) {
                contents.write(0);
            }
        }
    }

    @Override
    public void writeFileMetadata(OrcProto.Metadata.Builder metadata) throws IOException {
        metadataBytes = append(metadata.build());
    }

    @Override
    public void writeFileFooter(OrcProto.Footer.Builder footer) throws IOException {
        footer.setContentLength(contents.position() - metadataBytes).setHeaderLength(MAGIC.length);
        footerBytes = append(footer.build());
    }

    /** It is not compressed: it tells how the rest is. */
    @Override
    public long writePostScript(OrcProto.PostScript.Builder postScript) throws IOException {
        byte[] bytes = postScript
                .setFooterLength(footerBytes)
                .setMetadataLength(metadataBytes)
                .build()
                .toByteArray();
        if (bytes.length > MAX_POST_SCRIPT_BYTES) {
            throw new IOException("The file's last part is too long for ORC: " + bytes.length + " bytes");
        }
        contents.write(bytes, 0, bytes.length);
        contents.write(bytes.length);
        return contents.position();
    }

    @Override
    public void appendRawStripe(ByteBuffer stripe, OrcProto.StripeInformation.Builder entry) {
        entry.setOffset(contents.position());
        contents.write(stripe.array(), stripe.arrayOffset() + stripe.position(), stripe.remaining());
    }

    @Override
    public @Nullable CompressionCodec getCompressionCodec() {
        return codec;
    }

    @Override
    public long getFileBytes(int column) {
        long bytes = 0;
        for (Map.Entry<StreamName, Stream> entry : streams.entrySet()) {
            StreamName name = entry.getKey();
            if (name.getColumn() == column && name.getArea() != StreamName.Area.INDEX) {
                bytes += entry.getValue().length;
            }
        }
        return bytes;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        streams.clear();
        if (codec != null) {
            codec.close();
        }
    }

    /** What becomes part of the file at once. */
    private final class Appended implements OutputReceiver {
        @Override
        public void output(ByteBuffer buffer) {
            contents.write(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
        }

        @Override
        public void suppress() {
            throw new UnsupportedOperationException("It is written already");
        }
    }

    /** One stream of the stripe, compressed already. */
    private static final class Stream implements OutputReceiver {
        private final List<ByteBuffer> buffers = new ArrayList<>();
        private long length;
        private boolean suppressed;

        @Override
        public void output(ByteBuffer buffer) {
            if (!suppressed) {
                buffers.add(buffer);
                length += buffer.remaining();
            }
        }

        @Override
        public void suppress() {
            suppressed = true;
            clear();
        }

        /** Gives its memory back as it goes. */
        void moveTo(ContentsStream contents) {
            for (int i = 0; i < buffers.size(); i++) {
                ByteBuffer buffer = buffers.get(i);
                contents.write(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
            }
            clear();
            suppressed = false;
        }

        private void clear() {
            buffers.clear();
            length = 0;
        }
    }
}
