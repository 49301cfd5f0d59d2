package io.hydrant.test.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * A request that kept to the protocol.
 *
 * @param id of header and body
 * @param timestampMillis when the request was formed, epoch milliseconds
 * @param records decoded, in their order
 * @param body as JSON, whatever it was compressed with
 * @param arrivalMillis when it was here as a whole, epoch milliseconds
 */
public record FirehoseRequest(String id, long timestampMillis, List<byte[]> records, byte[] body, long arrivalMillis) {
    /** The records as text. */
    public List<String> texts() {
        return records.stream().map(record -> new String(record, UTF_8)).toList();
    }
}
