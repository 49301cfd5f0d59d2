package io.hydrant.bench.ingest;

import io.hydrant.bench.records.ClickEvents;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/** A put request as the bytes that go over the wire, made once and sent many times with a new invocation id each time. */
final class PutRequest {
    private static final String ID_HEADER = "amz-sdk-invocation-id: ";

    private final byte[] bytes;
    private final int idAt;
    private final int records;
    private final long payloadBytes;

    /** @param events the next {@code run.recordsPerRequest()} of them are in the request */
    PutRequest(LoadRun run, ClickEvents events) {
        StringBuilder body = new StringBuilder("{\"DeliveryStreamName\":\"" + run.stream() + "\",");
        boolean batch = run.recordsPerRequest() > 1;
        body.append(batch ? "\"Records\":[" : "\"Record\":");
        long payload = 0;
        for (int i = 0; i < run.recordsPerRequest(); i++) {
            byte[] event = events.next();
            payload += event.length;
            body.append(i == 0 ? "" : ",")
                    .append("{\"Data\":\"")
                    .append(Base64.getEncoder().encodeToString(event))
                    .append("\"}");
        }
        body.append(batch ? "]}" : "}");
        String head = "POST / HTTP/1.1\r\n"
                + "Host: 127.0.0.1\r\n"
                + "Content-Type: application/x-amz-json-1.1\r\n"
                + "X-Amz-Target: Firehose_20150804." + (batch ? "PutRecordBatch" : "PutRecord") + "\r\n"
                + "Content-Length: " + body.length() + "\r\n"
                + ID_HEADER;
        this.bytes = (head + UUID.randomUUID() + "\r\n\r\n" + body).getBytes(StandardCharsets.ISO_8859_1);
        this.idAt = head.length();
        this.records = run.recordsPerRequest();
        this.payloadBytes = payload;
    }

    /** The request with a new id; the array is this request's own. */
    byte[] renewed() {
        byte[] id = UUID.randomUUID().toString().getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(id, 0, bytes, idAt, id.length);
        return bytes;
    }

    int records() {
        return records;
    }

    /** Bytes of the records, before base64. */
    long payloadBytes() {
        return payloadBytes;
    }
}
