package io.hydrant.test.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;

/**
 * What CloudWatch Logs sends: gzipped documents, of which each holds {@link #MESSAGES} messages, each a JSON object. About
 * one in twenty has something wrong with it, for each step of the way something else, and belongs to the error output. A
 * document has arrived when the backup has it and each of its messages is where it belongs.
 *
 * <p>Not thread-safe, but for {@link #of}.
 */
final class LogDocuments implements Records {
    static final int MESSAGES = 3;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NO_GZIP = "no gzip ";
    private static final byte GZIP_MAGIC = 0x1f;
    /** As Java's own streams write them. */
    private static final int GZIP_HEADER_BYTES = 10;

    private static final int GZIP_TRAILER_BYTES = 8;

    private final long seed;
    private final BitSet backedUp = new BitSet();
    private final BitSet arrived = new BitSet();

    LogDocuments(long seed) {
        this.seed = seed;
    }

    /** What becomes of a message, and by it of a document. */
    private enum Fate {
        DELIVER(""),
        REFUSED("processing-failed"),
        HOMELESS("partitioning-failed"),
        NAMELESS("metadata-extraction-failed"),
        /** Its body is no string. */
        UNFIT("format-conversion-failed");

        private final String errorOutputType;

        Fate(String errorOutputType) {
            this.errorOutputType = errorOutputType;
        }

        static Fate of(long message) {
            return switch ((int) (message * 31 % 101)) {
                case 5, 6 -> REFUSED;
                case 17, 18 -> HOMELESS;
                case 40 -> NAMELESS;
                case 60 -> UNFIT;
                default -> DELIVER;
            };
        }
    }

    private static boolean isNoGzip(long document) {
        return document * 17 % 103 == 11;
    }

    private static boolean isControl(long document) {
        return document * 13 % 107 == 3;
    }

    @Override
    public byte[] of(long document) {
        if (isNoGzip(document)) {
            return (NO_GZIP + document + ";").getBytes(US_ASCII);
        }
        ObjectNode log = JSON.createObjectNode()
                .put("messageType", isControl(document) ? "CONTROL_MESSAGE" : "DATA_MESSAGE")
                .put("owner", "123456789012")
                .put("logGroup", "group")
                .put("logStream", Long.toString(document));
        log.putArray("subscriptionFilters").add("filter");
        ArrayNode events = log.putArray("logEvents");
        for (long message = document * MESSAGES; message < (document + 1) * MESSAGES; message++) {
            events.addObject()
                    .put("id", Long.toString(message))
                    .put("timestamp", 1L)
                    .put("message", message(message, "deliver"));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(JSON.writeValueAsBytes(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private String message(long id, String deliver) {
        Fate fate = Fate.of(id);
        SplittableRandom random = new SplittableRandom(seed * 0x9E37_79B9_7F4A_7C15L + id);
        ObjectNode message = JSON.createObjectNode()
                .put("id", id)
                .put("fate", fate == Fate.DELIVER ? deliver : fate.name().toLowerCase(Locale.ROOT));
        if (fate != Fate.NAMELESS) {
            message.put("tenant", tenant(id));
        }
        StringBuilder body = new StringBuilder("{\"é\n");
        for (int i = random.nextInt(60); i > 0; i--) {
            body.append(Long.toHexString(random.nextLong()));
        }
        if (fate == Fate.UNFIT) {
            message.putArray("body").add(body.toString());
        } else {
            message.put("body", body.toString());
        }
        return message.toString();
    }

    private static String tenant(long id) {
        return "t " + id % 7;
    }

    @Override
    public void read(String key, InputStream contents, LongConsumer delivered) throws IOException {
        byte[] bytes = contents.readAllBytes();
        if (key.startsWith("data/")) {
            for (String line : lines(bytes)) {
                long id = JSON.readTree(line).path("id").asLong(-1);
                check(id, Fate.DELIVER, line, message(id, "seen"));
                String partition = "data/tenant=" + tenant(id) + "/region=r" + id % 3 + "/";
                if (!key.startsWith(partition)) {
                    throw new IOException("holds message " + id + " of " + partition);
                }
                arrive(id, delivered);
            }
        } else if (key.startsWith("errors/")) {
            readErrors(key.split("/", -1)[1], bytes, delivered);
        } else if (key.startsWith("backup/")) {
            readBackup(bytes, delivered);
        } else {
            throw new IOException("is in no place where it should be");
        }
    }

    private void readErrors(String type, byte[] bytes, LongConsumer delivered) throws IOException {
        for (String line : lines(bytes)) {
            JsonNode error = JSON.readTree(line);
            String raw = new String(error.path("rawData").binaryValue(), UTF_8);
            if (raw.startsWith(NO_GZIP)) {
                long document = Long.parseLong(raw.substring(NO_GZIP.length(), raw.length() - 1));
                if (!type.equals("decompression-failed") || !isNoGzip(document)) {
                    throw new IOException("holds document " + document);
                }
                for (long message = document * MESSAGES; message < (document + 1) * MESSAGES; message++) {
                    arrive(message, delivered);
                }
            } else {
                long id = JSON.readTree(raw).path("id").asLong(-1);
                Fate fate = Fate.of(id);
                check(id, fate, raw, message(id, "deliver"));
                if (!type.equals(fate.errorOutputType)) {
                    throw new IOException(
                            "holds message " + id + ", which is " + fate + ": " + error.path("errorCode"));
                }
                arrive(id, delivered);
            }
        }
    }

    private static void check(long id, Fate fate, String is, String shouldBe) throws IOException {
        long document = id / MESSAGES;
        if (id < 0 || isNoGzip(document) || isControl(document) || Fate.of(id) != fate || !is.equals(shouldBe)) {
            throw new IOException("holds message " + id + " as it should not be: " + is);
        }
    }

    /** Documents as they were put, back to back. */
    private void readBackup(byte[] bytes, LongConsumer delivered) throws IOException {
        for (int at = 0, end; at < bytes.length; at = end) {
            long document;
            if (bytes[at] == GZIP_MAGIC) {
                Inflater inflater = new Inflater(true);
                inflater.setInput(bytes, at + GZIP_HEADER_BYTES, bytes.length - at - GZIP_HEADER_BYTES);
                document = document(inflater);
                end = at + GZIP_HEADER_BYTES + inflater.getTotalIn() + GZIP_TRAILER_BYTES;
                inflater.end();
            } else {
                end = at;
                while (end < bytes.length && bytes[end] != ';') {
                    end++;
                }
                document = Long.parseLong(new String(bytes, at, end - at, US_ASCII).substring(NO_GZIP.length()));
                end++;
            }
            byte[] put = of(document);
            if (!Arrays.equals(bytes, at, Math.min(end, bytes.length), put, 0, put.length)) {
                throw new IOException("holds document " + document + " with other bytes than were put");
            }
            backUp(document, delivered);
        }
    }

    private static long document(Inflater inflater) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        byte[] piece = new byte[4096];
        try {
            while (!inflater.finished()) {
                int length = inflater.inflate(piece);
                if (length == 0 && inflater.needsInput()) {
                    throw new IOException("ends in the middle of a document");
                }
                text.write(piece, 0, length);
            }
        } catch (DataFormatException e) {
            throw new IOException("holds what nobody put", e);
        }
        return JSON.readTree(text.toByteArray()).path("logStream").asLong(-1);
    }

    private void backUp(long document, LongConsumer delivered) throws IOException {
        if (backedUp.get((int) document)) {
            throw new IOException("holds document " + document + " again");
        }
        backedUp.set((int) document);
        deliverIfComplete(document, delivered);
    }

    private void arrive(long message, LongConsumer delivered) throws IOException {
        if (arrived.get((int) message)) {
            throw new IOException("holds message " + message + " again");
        }
        arrived.set((int) message);
        deliverIfComplete(message / MESSAGES, delivered);
    }

    private void deliverIfComplete(long document, LongConsumer delivered) {
        int first = (int) document * MESSAGES;
        boolean all = (isControl(document) && !isNoGzip(document)) || arrived.nextClearBit(first) >= first + MESSAGES;
        if (all && backedUp.get((int) document)) {
            delivered.accept(document);
        }
    }

    private static String[] lines(byte[] bytes) throws IOException {
        String text = new String(bytes, UTF_8);
        if (!text.endsWith("\n")) {
            throw new IOException("does not end with a delimiter");
        }
        return text.substring(0, text.length() - 1).split("\n", -1);
    }
}
