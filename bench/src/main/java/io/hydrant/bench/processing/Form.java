package io.hydrant.bench.processing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.hydrant.bench.records.ClickEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * What is put into a record.
 *
 * @param kind how the events lie in it
 * @param events how many
 * @param partitions how many values the member {@code p} has that each event gets; 0: it gets none
 */
record Form(Kind kind, int events, int partitions) {
    /** One event per record. */
    static final Form EVENTS = new Form(Kind.LINES, 1, 0);
    /** Some events in a record, one behind the other. */
    static final Form AGGREGATES = new Form(Kind.LINES, 10, 0);
    /** What CloudWatch Logs sends: some events, gzipped. */
    static final Form LOGS = new Form(Kind.LOGS, 20, 0);

    private static final String LOG_HEAD = "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"123456789012\","
            + "\"logGroup\":\"/aws/lambda/shop\",\"logStream\":\"2026/03/01/[$LATEST]0123456789abcdef\","
            + "\"subscriptionFilters\":[\"bench\"],\"logEvents\":[";

    /** How events lie in a record. */
    enum Kind {
        LINES,
        LOGS
    }

    /** One event per record, evenly over so many partitions. */
    static Form partitioned(int partitions) {
        return new Form(Kind.LINES, 1, partitions);
    }

    /** Events as they are to be delivered, each closed by a newline. */
    List<byte[]> next(ClickEvents source, long first) {
        List<byte[]> next = new ArrayList<>(events);
        for (int i = 0; i < events; i++) {
            byte[] event = source.next();
            next.add(partitions == 0 ? event : withPartition(event, (first + i) % partitions));
        }
        return next;
    }

    private static byte[] withPartition(byte[] event, long partition) {
        String rest = new String(event, 1, event.length - 1, ISO_8859_1);
        return ("{\"p\":\"" + partition + "\"," + rest).getBytes(ISO_8859_1);
    }

    /** The record that holds these events. */
    byte[] record(List<byte[]> lines) {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        if (kind == Kind.LINES) {
            lines.forEach(record::writeBytes);
            return record.toByteArray();
        }
        try (GZIPOutputStream gzip = new GZIPOutputStream(record)) {
            gzip.write(logs(lines).getBytes(ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot compress in memory", e);
        }
        return record.toByteArray();
    }

    private static String logs(List<byte[]> lines) {
        StringBuilder logs = new StringBuilder(LOG_HEAD);
        for (byte[] line : lines) {
            String message = new String(line, 0, line.length - 1, ISO_8859_1);
            logs.append(
                            "{\"id\":\"37654321098765432109876543210987654321098765432109876543\",\"timestamp\":1772323200000,")
                    .append("\"message\":\"")
                    .append(message.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append("\"},");
        }
        logs.setLength(logs.length() - 1);
        return logs.append("]}").toString();
    }
}
